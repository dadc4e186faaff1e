using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary>What every step of an executor may read. Source: <c>KubernetesExecutorConf</c>.</summary>
internal sealed record ExecutorContext(StepContext Steps, SparkObjects Objects, ExecutorCircumstances Circumstances)
{
    public string ExecutorId => Circumstances.ExecutorId.ToString(CultureInfo.InvariantCulture);

    public string PodNamePrefix => Steps.Conf.Text(SparkConfKeys.ExecutorPodNamePrefix) ?? Steps.Names.Prefix;

    public string PodName => $"{PodNamePrefix}-exec-{ExecutorId}";

    public OwnerReference Driver => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Name = Objects.Driver.Metadata!.Name,
        Uid = Circumstances.DriverUid,
        Controller = true,
    };
}
