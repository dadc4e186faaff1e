using Shared.Contracts.Names;
using Shared.Submission.Conf;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Executors;

/// <summary>
/// Java options of an executor, one variable each: defaults, Spark's own, the user's, then the settings that a JVM needs before it can ask its driver.
/// Source: <c>BasicExecutorFeatureStep</c>, <c>JavaModuleOptions</c>, <c>SparkConf.isExecutorStartupConf</c>.
/// </summary>
internal static class ExecutorJavaOptions
{
    public static IEnumerable<string> Of(ExecutorContext context)
    {
        var conf = context.Steps.Conf;
        var defaults = Words(context, conf.Text("spark.executor.defaultJavaOptions"));
        var user = Words(context, conf.Text(SparkConfKeys.ExecutorExtraJavaOptions));
        var release = context.Steps.Release;

        // Spark adds its two groups one after the other, and in 3.x reads the defaults into the value each time.
        IEnumerable<string> own = release.Has(SparkFeatures.DefaultOptionsOnce)
            ? [.. defaults, ModuleOptions.AddressFamily, .. ModuleOptions.Of(release), .. user]
            : [.. defaults, ModuleOptions.AddressFamily, .. defaults, .. ModuleOptions.Of(release), .. defaults, .. user];

        return own.Concat(SettingsOrder.Of(RunningDriver.Settings(context), release).Where(setting => IsStartup(setting.Key)).Select(setting => $"-D{setting.Key}={setting.Value}"));
    }

    private static bool IsStartup(string key) =>
        (key.StartsWith("spark.auth", StringComparison.Ordinal) && key != "spark.authenticate.secret")
        || key.StartsWith("spark.rpc", StringComparison.Ordinal)
        || key.StartsWith("spark.network", StringComparison.Ordinal)
        || (key.StartsWith("spark.ssl", StringComparison.Ordinal) && !key.Contains("Password", StringComparison.Ordinal))
        || (key.StartsWith("spark.", StringComparison.Ordinal) && key.EndsWith(".port", StringComparison.Ordinal))
        || key.StartsWith("spark.port.", StringComparison.Ordinal);

    private static List<string> Words(ExecutorContext context, string? options) =>
        options is null ? [] : [.. CommandWords.Of(context.Steps.WithoutPlaceholders(options, context.ExecutorId))];
}
