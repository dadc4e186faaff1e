using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace Conformance.Tests;

/// <summary>What LocalCluster does not answer as the real server did. <paramref name="Step"/> is null for a whole transcript.</summary>
internal sealed record Exclusion(string Transcript, long? Step, string Reason)
{
    public bool Covers(string transcript, long step) => transcript == Transcript && (Step is null || Step == step);

    public override string ToString() => Step is null ? Transcript : $"{Transcript}, step {Step}";
}

/// <summary>The contract between recordings and results. Pure.</summary>
internal static class Exclusions
{
    public static IReadOnlyList<Exclusion> Read(string yaml) => [.. (YamlReading.Parse(yaml) as JsonArray ?? []).Objects().Select(entry => new Exclusion(
        entry.TextAt("transcript") ?? throw new FormatException("an exclusion names no transcript"),
        entry.NumberAt("step"),
        entry.TextAt("reason") is { Length: > 0 } reason ? reason : throw new FormatException($"the exclusion of '{entry.TextAt("transcript")}' gives no reason")))];

    /// <summary>Failed steps that nothing excludes, one sentence each.</summary>
    public static IEnumerable<string> Undeclared(IReadOnlyList<Exclusion> exclusions, IEnumerable<ReplayResult> results) =>
        from result in results
        from step in result.Failed
        where !exclusions.Any(exclusion => exclusion.Covers(result.Name, step.Number))
        select $"{result.Name}, {step.Text}";

    /// <summary>Exclusions of replayed transcripts that exclude nothing.</summary>
    public static IEnumerable<Exclusion> Idle(IReadOnlyList<Exclusion> exclusions, IReadOnlyList<ReplayResult> results) => exclusions.Where(exclusion =>
        results.FirstOrDefault(result => result.Name == exclusion.Transcript) is not { } result || !result.Failed.Any(step => exclusion.Covers(result.Name, step.Number)));
}
