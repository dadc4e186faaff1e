using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Preparation;

/// <summary>Edits of an application's copy.</summary>
internal static class SpecEdits
{
    public static SparkApplication WithSpec(this SparkApplication application, Func<SparkApplicationSpec, SparkApplicationSpec> edit) =>
        application with { Spec = edit(application.Spec ?? new SparkApplicationSpec()) };

    public static SparkApplication WithDriver(this SparkApplication application, Func<DriverSpec, DriverSpec> edit) =>
        application.WithSpec(spec => spec with { Driver = edit(spec.Driver ?? new DriverSpec()) });

    public static SparkApplication WithExecutor(this SparkApplication application, Func<ExecutorSpec, ExecutorSpec> edit) =>
        application.WithSpec(spec => spec with { Executor = edit(spec.Executor ?? new ExecutorSpec()) });

    public static IReadOnlyDictionary<string, string> Plus(this IReadOnlyDictionary<string, string>? map, params ReadOnlySpan<(string Key, string Value)> entries)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map ?? new Dictionary<string, string>())
            result[key] = value;
        foreach (var (key, value) in entries)
            result[key] = value;
        return result;
    }
}
