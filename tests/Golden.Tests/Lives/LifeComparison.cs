using System.Text.Json.Nodes;
using Testing.Comparison;
using Testing.Lives;

namespace Golden.Tests.Lives;

/// <summary>Two chronicles side by side. Pure.</summary>
internal static class LifeComparison
{
    private const string Refused = "SUBMISSION_FAILED";

    public static IReadOnlyList<Difference> Transitions(Chronicle recorded, Chronicle ours, bool onlyTheEnd) =>
    [
        .. from about in Both(recorded.Statuses, ours.Statuses)
           let path = $"$['{about}']"
           let left = recorded.StatesOf(about)
           let right = ours.StatesOf(about)
           from difference in Refusal(path, recorded, ours, about) is { } refusal ? [refusal] : (onlyTheEnd ? Sequences.Compare($"{path}.states", left.TakeLast(1), right.TakeLast(1)) : Sequences.Compare($"{path}.states", left, right))
               .Concat(Statuses($"{path}.status", recorded.Statuses.GetValueOrDefault(about)?[^1], ours.Statuses.GetValueOrDefault(about)?[^1]))
           select difference,
    ];

    public static IReadOnlyList<Difference> Events(Chronicle recorded, Chronicle ours) =>
    [
        .. from about in Both(recorded.Reasons, ours.Reasons)
           let path = $"$['{about}']"
           from difference in Refusal(path, recorded, ours, about) is { } refusal
               ? [refusal]
               : Sequences.Compare($"{path}.reasons", recorded.Reasons.GetValueOrDefault(about, []), ours.Reasons.GetValueOrDefault(about, []))
           select difference,
    ];

    /// <param name="hidesPods">The recorded pod was made and taken away unseen.</param>
    public static IReadOnlyList<Difference> Writes(Chronicle recorded, Chronicle ours, bool hidesPods) =>
        Sequences.Compare("$.writes", recorded.Writes, ours.Writes.Where(write => !hidesPods || !write.StartsWith("create Pod/", StringComparison.Ordinal)));

    // What is refused before it runs differs in all that follows; it is one difference.
    private static Difference? Refusal(string path, Chronicle recorded, Chronicle ours, string about)
    {
        var (theirs, mine) = (RefusalIn(recorded, about), RefusalIn(ours, about));
        return theirs is null == mine is null ? null : new Difference($"{path}.submission", theirs ?? "accepted", mine ?? "accepted");
    }

    private static string? RefusalIn(Chronicle chronicle, string about) =>
        chronicle.StatesOf(about) is [Refused, ..] ? (string?)chronicle.Statuses[about][0]["applicationState"]?["errorMessage"] ?? "" : null;

    private static IEnumerable<Difference> Statuses(string path, JsonObject? recorded, JsonObject? ours)
    {
        var (left, right) = FinalStatus.Comparable(recorded, ours);
        return SemanticComparer.Compare(Shape.Anything, left, right, new Tokens()).Select(difference => difference with { Path = path + difference.Path[1..] });
    }

    private static IEnumerable<string> Both<T>(IReadOnlyDictionary<string, T> recorded, IReadOnlyDictionary<string, T> ours) =>
        recorded.Keys.Union(ours.Keys).Order(StringComparer.Ordinal);
}
