using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Surroundings;

/// <summary>The name of the driver's pod. Source: <c>controller.md</c> 1.9.1.</summary>
public static class DriverPodName
{
    private const string PodNameKey = "spark.kubernetes.driver.pod.name";

    public static string Of(string application, SparkApplicationSpec? spec) =>
        NotEmpty(spec?.Driver?.PodName) ?? NotEmpty(spec?.SparkConf.OrEmpty().GetValueOrDefault(PodNameKey)) ?? ResourceNames.Driver(application);

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
