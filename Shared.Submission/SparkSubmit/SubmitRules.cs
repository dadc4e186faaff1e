using System.Globalization;
using Shared.Submission.Conf;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.SparkSubmit;

/// <summary>From arguments to flat settings. Source: <c>SparkSubmitArguments</c>, <c>SparkSubmit.prepareSubmitEnvironment</c>.</summary>
internal static class SubmitRules
{
    public const string NoResource = "spark-internal";

    /// <summary>Options that end up as settings; they are written last and so beat <c>--conf</c>.</summary>
    private static readonly (string Flag, string Key)[] FlagKeys =
    [
        ("--name", "spark.app.name"),
        ("--jars", "spark.jars"),
        ("--files", "spark.files"),
        ("--archives", "spark.archives"),
        ("--py-files", "spark.submit.pyFiles"),
        ("--packages", "spark.jars.packages"),
        ("--exclude-packages", "spark.jars.excludes"),
        ("--repositories", "spark.jars.repositories"),
        ("--driver-cores", "spark.driver.cores"),
        ("--executor-memory", "spark.executor.memory"),
        ("--executor-cores", "spark.executor.cores"),
        ("--num-executors", "spark.executor.instances"),
        ("--principal", "spark.kerberos.principal"),
        ("--keytab", "spark.kerberos.keytab"),
    ];

    /// <summary>Both are null when the arguments cannot be submitted at all; the reasons are in <paramref name="errors"/>.</summary>
    public static (SubmittedApplication? Application, Dictionary<string, string> Settings) Apply(
        SparkSubmitArguments arguments, SparkRelease release, DateTimeOffset submittedAt, ErrorList errors)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in arguments.Conf)
        {
            // Spark only warns about other keys, and drops them.
            if (key.StartsWith("spark.", StringComparison.Ordinal))
                settings[key] = value;
        }

        foreach (var (flag, key) in FlagKeys)
        {
            if (arguments.Flag(flag) is { } value)
                settings[key] = value;
        }

        MasterUrl.Apply(arguments.Flag("--master") ?? settings.GetValueOrDefault("spark.master"), settings, errors);
        RequireClusterMode(arguments.Flag("--deploy-mode") ?? settings.GetValueOrDefault("spark.submit.deployMode"), settings, errors);
        NumberChecks.Apply(settings, release, errors);

        var application = MainApplication.Of(arguments, settings, errors);
        Dependencies.Apply(application, arguments.MainResource, settings, errors);
        OtherChecks.Apply(application, settings, release, errors);

        _ = settings.Remove("spark.driver.host");
        _ = settings.TryAdd("spark.app.submitTime", submittedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        if (application is not null)
            settings["spark.app.name"] = application.Name;

        return (application, settings);
    }

    private static void RequireClusterMode(string? mode, Dictionary<string, string> settings, ErrorList errors)
    {
        if (mode is not "cluster")
            errors.Add("--deploy-mode", $"'{mode ?? "client"}' is not supported: only a driver that runs in the cluster can be submitted; use mode cluster.");
        settings["spark.submit.deployMode"] = "cluster";
    }
}
