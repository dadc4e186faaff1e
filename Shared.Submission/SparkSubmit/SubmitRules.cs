using System.Globalization;
using Shared.Contracts.Names;
using Shared.Submission.Conf;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.SparkSubmit;

/// <summary>From arguments to flat settings. Source: <c>SparkSubmitArguments</c>, <c>SparkSubmit.prepareSubmitEnvironment</c>.</summary>
internal static class SubmitRules
{
    public const string NoResource = "spark-internal";

    /// <summary>Options that end up as settings; they are written last and so beat <c>--conf</c>.</summary>
    public static readonly (string Flag, string Key)[] FlagKeys =
    [
        ("--name", SparkConfKeys.AppName),
        ("--jars", SparkConfKeys.Jars),
        ("--files", SparkConfKeys.Files),
        ("--archives", SparkConfKeys.Archives),
        ("--py-files", SparkConfKeys.PyFiles),
        ("--packages", SparkConfKeys.Packages),
        ("--exclude-packages", SparkConfKeys.ExcludedPackages),
        ("--repositories", SparkConfKeys.Repositories),
        ("--driver-cores", SparkConfKeys.DriverCores),
        ("--executor-memory", SparkConfKeys.ExecutorMemory),
        ("--executor-cores", SparkConfKeys.ExecutorCores),
        ("--num-executors", SparkConfKeys.ExecutorInstances),
        ("--principal", PrincipalKey),
        ("--keytab", KeytabKey),
    ];

    private const string PrincipalKey = "spark.kerberos.principal";
    private const string KeytabKey = "spark.kerberos.keytab";

    /// <summary>Names that settings once had, where spark-submit still reads them.</summary>
    private static readonly (string Old, string Key)[] OldKeys = [("spark.yarn.principal", PrincipalKey), ("spark.yarn.keytab", KeytabKey)];

    /// <summary>Variables of the submitter that stand in for settings which nobody gave.</summary>
    private static readonly (string Variable, string Key)[] EnvironmentKeys =
    [
        ("SPARK_DRIVER_MEMORY", SparkConfKeys.DriverMemory),
        ("SPARK_EXECUTOR_MEMORY", SparkConfKeys.ExecutorMemory),
        ("SPARK_EXECUTOR_CORES", SparkConfKeys.ExecutorCores),
    ];

    /// <summary>The application is null when there is nothing to run; all reasons are in <paramref name="errors"/>.</summary>
    public static (SubmittedApplication? Application, Dictionary<string, string> Settings) Apply(
        SparkSubmitArguments arguments, IReadOnlyDictionary<string, string> environment, SparkRelease release, DateTimeOffset submittedAt, ErrorList errors)
    {
        var settings = Given(arguments, environment, release, errors);
        MasterUrl.Apply(arguments.Flag("--master") ?? settings.GetValueOrDefault(SparkConfKeys.Master) ?? environment.GetValueOrDefault("MASTER"), settings, errors);
        RequireClusterMode(
            arguments.Flag("--deploy-mode") ?? settings.GetValueOrDefault(SparkConfKeys.DeployMode) ?? environment.GetValueOrDefault("DEPLOY_MODE"), settings, errors);
        CheckIdentity(arguments, settings, errors);
        NumberChecks.Apply(settings, release, errors);

        var application = MainApplication.Of(arguments, settings, errors);
        DependencyLists.Apply(application, arguments.MainResource, settings, errors);
        OtherChecks.Apply(application, settings, release, errors);

        _ = settings.Remove(SparkConfKeys.DriverHost);
        _ = settings.TryAdd(SparkConfKeys.SubmitTime, submittedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        if (application is not null)
            settings[SparkConfKeys.AppName] = application.Name;

        return (application, settings);
    }

    /// <summary>All that was given, by key, wherever it was given.</summary>
    public static Dictionary<string, string> Given(
        SparkSubmitArguments arguments, IReadOnlyDictionary<string, string> environment, SparkRelease release, ErrorList errors)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);

        // Spark only warns about other keys, and drops them.
        foreach (var (key, value) in arguments.Conf.Where(IsSpark))
            settings[key] = value;

        foreach (var (key, value) in SubmitterSettings.Of(arguments, environment, release, errors).Where(IsSpark))
            _ = settings.TryAdd(key, value);

        foreach (var (flag, key) in FlagKeys)
        {
            if (arguments.Flag(flag) is { } value)
                settings[key] = value;
        }

        foreach (var (old, key) in OldKeys)
        {
            if (settings.TryGetValue(old, out var value))
                _ = settings.TryAdd(key, value);
        }

        foreach (var (variable, key) in EnvironmentKeys)
        {
            if (environment.TryGetValue(variable, out var value))
                _ = settings.TryAdd(key, value);
        }

        return settings;
    }

    private static bool IsSpark(KeyValuePair<string, string> setting) => setting.Key.StartsWith("spark.", StringComparison.Ordinal);

    private static void CheckIdentity(SparkSubmitArguments arguments, Dictionary<string, string> settings, ErrorList errors)
    {
        if (arguments.Flag("--proxy-user") is not null && settings.ContainsKey(PrincipalKey))
            errors.Add("--proxy-user", $"and {PrincipalKey} exclude each other; one of them says who runs.");
        if (settings.ContainsKey("spark.remote"))
            errors.Add("spark.remote", "names a Connect server, and --master a cluster to run in; leave one of them out.");
    }

    private static void RequireClusterMode(string? mode, Dictionary<string, string> settings, ErrorList errors)
    {
        if (mode is not "cluster")
            errors.Add("--deploy-mode", $"'{mode ?? "client"}' is not supported: only a driver that runs in the cluster can be submitted; use mode cluster.");
        settings[SparkConfKeys.DeployMode] = "cluster";
    }
}
