using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Testing.Charts;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Set <c>helm</c>: a values file to the facts of the objects that the chart renders.</summary>
internal sealed class ChartAdapter : IGoldenAdapter
{
    private const string Part = "objects";

    public string? WhyNot => ChartRenderer.IsAvailable || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : $"needs '{ChartRenderer.Tool}' to render the chart, and it is not on this machine";

    public IEnumerable<Finding> Run(GoldenSet set)
    {
        var cases = set.Cases.Select(@case => (@case.Name, Json: @case.Json())).ToList();
        var rendered = new Lazy<IReadOnlyList<RenderedChart>>(() => ChartRenderer.Render([.. cases.Select(@case => Release(@case.Json))]));
        return cases.Select((@case, index) => Finding.Of(@case.Name, Part, null, Input(@case.Json), () => Compare(@case.Json, rendered.Value[index])));
    }

    private static ChartRelease Release(JsonObject recorded) => new()
    {
        Name = (string)recorded["release"]!,
        Namespace = (string)recorded["namespace"]!,
        ApiVersions = [.. recorded["apiVersions"]!.AsArray().SelectMany(text => ((string)text!).Split(','))],
        Values = recorded["values"]!.AsObject(),
    };

    private static JsonObject Input(JsonObject recorded) => new(new[] { "release", "namespace", "apiVersions", "values" }
        .Select(member => KeyValuePair.Create(member, recorded[member]?.DeepClone())));

    private static IReadOnlyList<Difference> Compare(JsonObject recorded, RenderedChart found)
    {
        if ((string?)recorded["error"] is { } error)
        {
            // The recorded message names the other chart's file first, and then the reason.
            var reason = error[(error.IndexOf("): ", StringComparison.Ordinal) + 3)..];
            return found.Error?.Contains(reason, StringComparison.Ordinal) is true ? [] : [new("$.error", reason, found.Error)];
        }

        if (found.Error is not null)
            return [new("$.error", null, found.Error)];
        var ours = found.Objects.Where(one => !IsTest(one)).Select(ChartFacts.Of).ToList();
        return ChartFacts.Compare((string)recorded["namespace"]!, [.. recorded["objects"]!.AsArray().Select(one => one!.AsObject())], ours);
    }

    // Only 'helm test' creates it; the recordings hold what an installation creates.
    private static bool IsTest(JsonObject one) => (string?)one["metadata"]!["annotations"]?["helm.sh/hook"] == "test";
}
