using System.Collections.Immutable;
using System.Text.Json;
using Shared.Submission.Jobs;

namespace Shared.Submission;

/// <summary>What an operator decides for all its applications, and what shows in what is submitted.</summary>
public sealed record SubmissionOptions
{
    public static readonly SubmissionOptions Default = new();

    /// <summary>Becomes <c>spark.master</c>. Drivers do not use it: they find the API server by themselves.</summary>
    public string ApiServer { get; init; } = "https://kubernetes.default.svc";

    /// <summary>Who makes drivers, where an application does not say it by its annotation. Null: natively, and by a Job only where it must be.</summary>
    public SubmitterKind? Submitter { get; init; }

    /// <summary>Whether the pod webhook is installed, which alone can give executors what Spark takes out of their template. Default: yes.</summary>
    public bool HasPodWebhook { get; init; } = true;

    /// <summary>Whether the option <c>--load-spark-defaults</c> is given. Default: no. There is no such file here, so it changes nothing.</summary>
    public bool LoadSparkDefaults { get; init; }

    /// <summary>
    /// Whether an edit of where executors run leaves the driver alone. Their template is then no immutable ConfigMap, as Spark makes it: a node never looks at one of those again. Default: no.
    /// </summary>
    public bool PartialRestart { get; init; }

    /// <summary>Address of each application's UI; null means none. A path in it makes Spark serve its UI below that path.</summary>
    public string? IngressUrlFormat { get; init; }

    /// <summary>Whether each application gets a Service for its UI. Default: yes.</summary>
    public bool EnableUIService { get; init; } = true;

    /// <summary>Class of every Ingress; null leaves the choice to the cluster.</summary>
    public string? IngressClassName { get; init; }

    /// <summary>For Ingresses whose application gives none. Source: <c>networking/v1 IngressTLS</c>.</summary>
    public IReadOnlyList<JsonElement> IngressTls { get; init; } = [];

    /// <summary>For Ingresses whose application gives none.</summary>
    public IReadOnlyDictionary<string, string> IngressAnnotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether <c>spec.driverPodDisruptionBudget</c> counts. Default: no.</summary>
    public bool EnableDriverDisruptionBudget { get; init; }

    /// <summary>Whether <c>spec.batchScheduler</c> counts. Default: no.</summary>
    public bool BatchSchedulers { get; init; }

    /// <summary>For applications that name none; null means none.</summary>
    public string? DefaultBatchScheduler { get; init; }

    /// <summary>Schedulers that use the PodGroups of the scheduler plugins.</summary>
    public IReadOnlyList<string> KubeSchedulerNames { get; init; } = [];
}
