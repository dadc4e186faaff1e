using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Golden.Tests.Outcomes;

/// <summary>What an adapter found for one part of one case.</summary>
/// <param name="Case">The recorded case.</param>
/// <param name="Part">What of it: <c>stored</c>, <c>conf</c>, <c>templates</c>, <c>driver</c>, <c>executor</c>, <c>verdict</c>, ...</param>
/// <param name="Version">The Spark version; null where it plays no role.</param>
/// <param name="Input">What the recorded side was given; declared differences look at nothing else.</param>
/// <param name="Differences">Where our answer differs; empty when it is equal.</param>
/// <param name="Failure">Why there is no answer to compare; null when there is one.</param>
public sealed record Finding(string Case, string Part, string? Version, JsonNode? Input, IReadOnlyList<Difference> Differences, string? Failure = null)
{
    public static Finding NoAnswer(string @case, string part, string? version, string reason) => new(@case, part, version, null, [], reason);

    /// <summary>Runs product code; whatever it throws is the finding.</summary>
    public static Finding Of(string @case, string part, string? version, JsonNode input, Func<IReadOnlyList<Difference>> compare)
    {
        try
        {
            return new(@case, part, version, input, compare());
        }
        catch (Exception error)
        {
            return NoAnswer(@case, part, version, $"{error.GetType().Name}: {error.Message}");
        }
    }
}
