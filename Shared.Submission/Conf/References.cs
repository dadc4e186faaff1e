using System.Text.RegularExpressions;

namespace Shared.Submission.Conf;

/// <summary><c>${spark.other.key}</c> and <c>${env:NAME}</c> in settings; what cannot be resolved stays. Source: <c>ConfigReader</c>.</summary>
internal static partial class References
{
    public static string Resolve(
        string key, string value, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> environment, ErrorList errors) =>
        value.Contains("${", StringComparison.Ordinal) ? Replace(key, value, settings, environment, errors, [key]) : value;

    private static string Replace(
        string key, string value, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> environment,
        ErrorList errors, IReadOnlyList<string> path) =>
        Reference().Replace(value, match =>
        {
            var name = match.Groups["name"].Value;
            if (match.Groups["source"].Success)
                return match.Groups["source"].Value is "env:" ? environment.GetValueOrDefault(name, match.Value) : match.Value;

            if (!name.StartsWith("spark.", StringComparison.Ordinal) || !settings.TryGetValue(name, out var next))
                return match.Value;

            if (!path.Contains(name))
                return Replace(key, next, settings, environment, errors, [.. path, name]);

            errors.Add(key, $"refers to itself through ${{{name}}}; break the circle.");
            return match.Value;
        });

    [GeneratedRegex(@"\$\{(?<source>\w+?:)?(?<name>\S+?)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
