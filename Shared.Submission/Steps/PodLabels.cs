using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>Labels and annotations of drivers and executors. Source: <c>KubernetesConf</c>.</summary>
internal static class PodLabels
{
    public static IEnumerable<KeyValuePair<string, string>> OfDriver(StepContext context) =>
        Custom(context, "driver", "spark-version", "spark-app-selector", "spark-app-name", "spark-role").Concat(Common(context, "driver"));

    public static IEnumerable<KeyValuePair<string, string>> Common(StepContext context, string role) =>
    [
        new("spark-version", context.Release.Label),
        new("spark-app-selector", context.Identity.ApplicationId),
        new("spark-app-name", SparkNames.AppNameLabel(context.Application.Name)),
        new("spark-role", role),
    ];

    public static IEnumerable<KeyValuePair<string, string>> Custom(StepContext context, string role, params string[] reserved)
    {
        var prefix = $"spark.kubernetes.{role}.label.";
        foreach (var (key, value) in context.Conf.WithPrefix(prefix))
        {
            if (reserved.Contains(key))
                context.Errors.Add(prefix + key, "is a label that Spark sets itself; use another key.");
            yield return new(key, context.Release.Has(SparkFeatures.LabelPlaceholders) ? context.WithoutPlaceholders(value, ExecutorId(role)) : value);
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> Annotations(StepContext context, string role) =>
        context.Conf.WithPrefix($"spark.kubernetes.{role}.annotation.")
            .Select(annotation => KeyValuePair.Create(annotation.Key, context.WithoutPlaceholders(annotation.Value, ExecutorId(role))));

    private static string ExecutorId(string role) => role is "executor" ? "1" : "";
}
