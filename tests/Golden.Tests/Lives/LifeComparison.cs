using System.Text.Json.Nodes;
using Testing.Comparison;
using Testing.Lives;

namespace Golden.Tests.Lives;

/// <summary>Two chronicles side by side. Pure.</summary>
internal static class LifeComparison
{
    public static IReadOnlyList<Difference> Transitions(Chronicle recorded, Chronicle ours, bool onlyTheEnd) =>
    [
        .. from about in Both(recorded.Statuses, ours.Statuses)
           let path = $"$['{about}']"
           let left = recorded.StatesOf(about)
           let right = ours.StatesOf(about)
           from difference in (onlyTheEnd ? Sequences.Compare($"{path}.states", left.TakeLast(1), right.TakeLast(1)) : Sequences.Compare($"{path}.states", left, right))
               .Concat(Statuses($"{path}.status", recorded.Statuses.GetValueOrDefault(about)?[^1], ours.Statuses.GetValueOrDefault(about)?[^1]))
           select difference,
    ];

    public static IReadOnlyList<Difference> Events(Chronicle recorded, Chronicle ours) =>
    [
        .. from about in Both(recorded.Reasons, ours.Reasons)
           from difference in Sequences.Compare($"$['{about}'].reasons", recorded.Reasons.GetValueOrDefault(about, []), ours.Reasons.GetValueOrDefault(about, []))
           select difference,
    ];

    /// <param name="hidesPods">The recorded pod was made and taken away unseen.</param>
    public static IReadOnlyList<Difference> Writes(Chronicle recorded, Chronicle ours, bool hidesPods) =>
        Sequences.Compare("$.writes", recorded.Writes, ours.Writes.Where(write => !hidesPods || !write.StartsWith("create Pod/", StringComparison.Ordinal)));

    private static IEnumerable<Difference> Statuses(string path, JsonObject? recorded, JsonObject? ours)
    {
        var (left, right) = FinalStatus.Comparable(recorded, ours);
        return SemanticComparer.Compare(Shape.Anything, left, right, new Tokens()).Select(difference => difference with { Path = path + difference.Path[1..] });
    }

    private static IEnumerable<string> Both<T>(IReadOnlyDictionary<string, T> recorded, IReadOnlyDictionary<string, T> ours) =>
        recorded.Keys.Union(ours.Keys).Order(StringComparer.Ordinal);
}
