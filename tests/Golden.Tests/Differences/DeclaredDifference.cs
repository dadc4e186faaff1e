using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Golden.Tests.Outcomes;
using Testing.Comparison;

namespace Golden.Tests.Differences;

/// <summary>One entry of <c>differences.yaml</c>: where we answer otherwise on purpose.</summary>
/// <param name="Id">Kebab case; stands in the report and in <c>docs/compatibility.md</c>.</param>
/// <param name="Reason">The defect upstream, or the promise of ours.</param>
/// <param name="Sets">Recordings in which it shows.</param>
/// <param name="Parts">Parts of a case in which it shows.</param>
/// <param name="Versions">Spark versions; empty means all.</param>
/// <param name="When">What must hold of the input, all together. Never a case's name.</param>
/// <param name="Path">As in <see cref="Difference.Path"/>; <c>*</c> stands for any text.</param>
/// <param name="Upstream">The recorded value.</param>
/// <param name="Ours">Our value.</param>
public sealed record DeclaredDifference(
    string Id, string Reason, IReadOnlyList<string> Sets, IReadOnlyList<string> Parts, IReadOnlyList<string> Versions,
    IReadOnlyList<InputCondition> When, string Path, DeclaredValue Upstream, DeclaredValue Ours)
{
    public bool Covers(string set, Finding finding, Difference difference) =>
        Sets.Contains(set)
        && Parts.Contains(finding.Part)
        && (Versions.Count == 0 || Versions.Contains(finding.Version))
        && Regex.IsMatch(difference.Path, $"\\A{Regex.Escape(Path).Replace("\\*", ".*", StringComparison.Ordinal)}\\z")
        && finding.Input is { } input
        && When.All(condition => condition.Holds(input))
        && Upstream.Is(difference.Expected, input)
        && (Ours.IsMore ? Number(difference.Actual) > Number(difference.Expected) : Ours.Is(difference.Actual, input));

    private static double? Number(JsonNode? value) => double.TryParse(InputPath.Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A value as declared: this JSON, text that matches, what the input says somewhere, or a number above upstream's. No value means absent.</summary>
public sealed record DeclaredValue(JsonNode? Exactly, string? Matches, string? FromInput)
{
    /// <summary>Ours alone.</summary>
    public bool IsMore { get; init; }

    public bool Is(JsonNode? value, JsonNode input) =>
        Matches is not null ? Regex.IsMatch(InputPath.Text(value), $"\\A(?:{Matches})\\z", RegexOptions.CultureInvariant)
        : FromInput is not null ? InputPath.Select(input, FromInput).Any(found => JsonNode.DeepEquals(found, value))
        : JsonNode.DeepEquals(Exactly, value);

    public override string ToString() =>
        IsMore ? "a number above upstream's"
        : Matches is not null ? $"matches `{Matches}`"
        : FromInput is not null ? $"the input's `{FromInput}`"
        : Exactly is null ? "absent"
        : $"`{Exactly.ToJsonString()}`";
}
