using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>The name of the driver's pod.</summary>
internal static class DriverName
{
    private const string PodNameKey = "spark.kubernetes.driver.pod.name";

    public static string Of(string application, SparkApplicationSpec spec) =>
        NotEmpty(spec.Driver?.PodName) ?? NotEmpty(spec.SparkConf.OrEmpty().GetValueOrDefault(PodNameKey)) ?? ResourceNames.Driver(application);

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
