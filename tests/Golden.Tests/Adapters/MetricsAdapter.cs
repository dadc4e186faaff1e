using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Golden.Tests.Metrics;
using Golden.Tests.Outcomes;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Set <c>metrics</c>: the families that are there at the start and after some lives, and what was counted. What we have beside them is not compared.</summary>
internal sealed partial class MetricsAdapter : IGoldenAdapter
{
    public IEnumerable<Finding> Run(GoldenSet set) => set.Cases.Where(@case => @case.Json()["played"] is JsonArray).SelectMany(Findings);

    private static IEnumerable<Finding> Findings(GoldenCase @case)
    {
        var json = @case.Json();
        var input = new JsonObject { ["played"] = json["played"]!.DeepClone() };
        var pages = new Lazy<(MetricFamilies AtStart, MetricFamilies AtEnd)>(() => PlayAsync(json["played"]!.AsArray()).GetAwaiter().GetResult());
        return
        [
            Of("controllerAtStart", () => Families(json["controllerAtStart"]!.AsObject(), pages.Value.AtStart)),
            Of("controller", () => Families(json["controller"]!.AsObject(), pages.Value.AtEnd)),
            Of("controllerSamples", () => Samples(json["controllerSamples"]!.AsArray(), pages.Value.AtEnd)),
            Of("webhook", () => Families(json["webhook"]!.AsObject(), PlayedWebhook.PageAsync().GetAwaiter().GetResult())),
        ];

        Finding Of(string part, Func<IReadOnlyList<Difference>> compare) => Finding.Of(@case.Name, part, null, input, compare);
    }

    private static async Task<(MetricFamilies AtStart, MetricFamilies AtEnd)> PlayAsync(JsonArray names)
    {
        using var controller = new PlayedController();
        var atStart = controller.Page();
        foreach (var name in names)
            await controller.PlayAsync(Goldens.Set("lifecycle")!.FindCase((string)name!)!);
        return (atStart, controller.Page());
    }

    private static IReadOnlyList<Difference> Families(JsonObject recorded, MetricFamilies page) =>
    [
        .. from family in recorded
           let ours = page.Describe(family.Key)
           where !JsonNode.DeepEquals(family.Value, ours)
           select new Difference($"$['{family.Key}']", family.Value?.DeepClone(), ours),
    ];

    // Seconds vary, counts are contract.
    private static IReadOnlyList<Difference> Samples(JsonArray recorded, MetricFamilies page) =>
    [
        .. from line in recorded.Select(line => Sample().Match((string)line!))
           let series = line.Groups["series"].Value
           where !line.Groups["name"].Value.EndsWith("_sum", StringComparison.Ordinal)
           let expected = double.Parse(line.Groups["value"].Value, System.Globalization.CultureInfo.InvariantCulture)
           where !page.Samples.TryGetValue(series, out var found) || found != expected
           select new Difference($"$['{series}']", expected, page.Samples.TryGetValue(series, out var ours) ? ours : null),
    ];

    [GeneratedRegex(@"\A(?<series>(?<name>[^{ ]+)\S*) (?<value>\S+)\z")]
    private static partial Regex Sample();
}
