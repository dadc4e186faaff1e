using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Arguments;

/// <summary>Options other than <c>--conf</c>.</summary>
internal static class Flags
{
    public static IEnumerable<KeyValuePair<string, string?>> Of(ArgumentContext context)
    {
        var spec = context.Spec;
        yield return new("--master", $"k8s://{context.Options.ApiServer}");
        yield return new("--deploy-mode", spec.Mode ?? "");
        if (spec.MainClass is { } mainClass)
            yield return new("--class", mainClass);
        yield return new("--name", context.Metadata.Name ?? "");
        if (context.Options.LoadSparkDefaults)
            yield return new("--load-spark-defaults", null);
        foreach (var list in Lists(spec.Deps))
            yield return list;
        if (spec.ProxyUser is { Length: > 0 } user)
            yield return new("--proxy-user", user);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Lists(Dependencies? deps) =>
        from list in new (string Flag, IReadOnlyList<string>? Items)[]
        {
            ("--jars", deps?.Jars),
            ("--packages", deps?.Packages),
            ("--exclude-packages", deps?.ExcludePackages),
            ("--repositories", deps?.Repositories),
            ("--py-files", deps?.PyFiles),
            ("--files", deps?.Files),
            ("--archives", deps?.Archives),
        }
        where list.Items.OrEmpty().Count > 0
        select KeyValuePair.Create(list.Flag, (string?)string.Join(',', list.Items!));
}
