using Shared.Hosting.Options;
using Shared.Submission;
using Shared.Submission.Gangs;
using Shared.Submission.Preparation;

namespace Shared.Hosting.Rendering;

/// <summary>The options that show in the pods of applications. Whoever makes the pods and whoever judges them beforehand take the same.</summary>
public static class RenderingOptions
{
    public const string IngressUrlFormat = "ingress-url-format";
    public const string BatchScheduler = "enable-batch-scheduler";
    public const string KubeSchedulerNames = "kube-scheduler-names";
    public const string DefaultBatchScheduler = "default-batch-scheduler";

    public static readonly IReadOnlyList<CommandOption> All =
    [
        new(IngressUrlFormat, "Address of each UI, such as {{$appName}}.example.com/{{$appNamespace}}; {{$appId}} is known too. Absent: no Ingress.", "URL"),
        new(BatchScheduler, "Let spec.batchScheduler count: volcano, yunikorn or one of --kube-scheduler-names.", null, "false"),
        new(KubeSchedulerNames, "Schedulers that use the PodGroups of the scheduler plugins.", "NAMES") { IsList = true },
        new(DefaultBatchScheduler, "For applications that name none. Absent: none.", "NAME"),
    ];

    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static SubmissionOptions From(OptionValues values)
    {
        var format = values.Text(IngressUrlFormat);
        if (format is not null && IngressAddress.Of(format, "name", "namespace", "id") is null)
            throw new UsageException($"--{IngressUrlFormat}: '{format}' makes no address; write host/path or scheme://host:port/path.");

        var options = SubmissionOptions.Default with
        {
            IngressUrlFormat = format,
            BatchSchedulers = values.Switch(BatchScheduler),
            KubeSchedulerNames = values.List(KubeSchedulerNames),
            DefaultBatchScheduler = values.Text(DefaultBatchScheduler),
        };
        return options is { BatchSchedulers: true, DefaultBatchScheduler: { } name } && GangSchedulers.Find(name, options) is null
            ? throw new UsageException($"--{DefaultBatchScheduler}: '{name}' is not known; use {string.Join(", ", GangSchedulers.Known(options))}, or name it in --{KubeSchedulerNames}.")
            : options;
    }
}
