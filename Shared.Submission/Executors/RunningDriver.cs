using System.Globalization;
using Shared.Contracts.Names;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Executors;

/// <summary>
/// The settings of a driver by the time it asks for executors: those that it was given, as its image, its own spark-submit and its context have changed them.
/// They decide the order of what it passes on. Its start time is its own; the time of submission stands in for it.
/// Source: <c>entrypoint.sh</c>, <c>SparkSubmit</c>, <c>SparkContext</c>; which settings are there was recorded.
/// </summary>
internal static class RunningDriver
{
    private static readonly string[] Resolved = [SparkConfKeys.Packages, SparkConfKeys.ExcludedPackages, SparkConfKeys.Repositories];

    public static IReadOnlyCollection<KeyValuePair<string, string>> Settings(ExecutorContext context)
    {
        var (release, address) = (context.Steps.Release, context.Circumstances.DriverPodIp);
        var settings = new Dictionary<string, string>(context.Steps.Conf.Settings, StringComparer.Ordinal)
        {
            [SparkConfKeys.DeployMode] = "client",
            [SparkConfKeys.DriverBindAddress] = address,
            [SparkConfKeys.ExecutorEnvPrefix + "SPARK_DRIVER_POD_IP"] = address,
            [SparkConfKeys.DriverExtraJavaOptions] = JavaOptions(context, "driver"),
            [SparkConfKeys.ExecutorExtraJavaOptions] = JavaOptions(context, "executor"),
        };

        // Recordings of Spark 4 have no room for these two.
        if (!release.Has(SparkFeatures.Scala213))
        {
            settings["spark.executor.id"] = "driver";
            settings["spark.app.startTime"] = context.Steps.Identity.SubmittedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        foreach (var key in Resolved)
            _ = settings.Remove(key);

        return settings;
    }

    private static string JavaOptions(ExecutorContext context, string role)
    {
        var conf = context.Steps.Conf;
        var (defaults, user) = (conf.Text($"spark.{role}.defaultJavaOptions"), conf.Text($"spark.{role}.extraJavaOptions"));
        string?[] parts = [ModuleOptions.AddressFamily, defaults, .. ModuleOptions.Of(context.Steps.Release), defaults, user];
        return string.Join(' ', parts.OfType<string>());
    }
}
