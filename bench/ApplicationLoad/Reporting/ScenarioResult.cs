using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApplicationLoad.Measuring;

namespace ApplicationLoad.Reporting;

/// <summary>What one scenario measured.</summary>
internal sealed record ScenarioResult
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Also the name of the file.</summary>
    public required string Scenario { get; init; }

    /// <summary>What was done, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>Of the machine and of the run.</summary>
    public JsonObject Settings { get; init; } = [];

    public ImmutableArray<Measurement> Measurements { get; init; } = [];

    /// <summary>Named distributions as 101 numbers, the smallest first.</summary>
    public ImmutableDictionary<string, ImmutableArray<double>> Percentiles { get; init; } = ImmutableDictionary<string, ImmutableArray<double>>.Empty;

    public ImmutableArray<CallCount> Calls { get; init; } = [];

    /// <summary>One object for each row, such as a sample or a rate.</summary>
    public ImmutableArray<JsonObject> Series { get; init; } = [];

    public string ToJson() => new JsonObject
    {
        ["scenario"] = Scenario,
        ["about"] = About,
        ["settings"] = Settings.DeepClone(),
        ["measurements"] = new JsonArray([.. Measurements.Select(one => new JsonObject
        {
            ["name"] = one.Name,
            ["value"] = double.IsFinite(one.Value) ? Math.Round(one.Value, 3) : null,
            ["unit"] = one.Unit,
            ["goal"] = one.Goal,
            ["atLeast"] = one.IsAtLeast,
            ["met"] = one.IsMet,
        })]),
        ["percentiles"] = new JsonObject(Percentiles.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(value => (JsonNode)value)])))),
        ["calls"] = new JsonArray([.. Calls.Select(call => new JsonObject { ["verb"] = call.Verb, ["resource"] = call.Resource, ["count"] = call.Count })]),
        ["series"] = new JsonArray([.. Series.Select(row => row.DeepClone())]),
    }.ToJsonString(Indented) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ScenarioResult Parse(string json)
    {
        var root = JsonNode.Parse(json)!;
        return new ScenarioResult
        {
            Scenario = (string)root["scenario"]!,
            About = (string)root["about"]!,
            Settings = (JsonObject)root["settings"]!.DeepClone(),
            Measurements =
            [
                .. root["measurements"]!.AsArray().Select(one => new Measurement(
                    (string)one!["name"]!, (double?)one["value"] ?? double.NaN, (string)one["unit"]!, (double?)one["goal"], (bool)one["atLeast"]!)),
            ],
            Percentiles = root["percentiles"]!.AsObject().ToImmutableDictionary(pair => pair.Key, pair => pair.Value!.AsArray().Select(value => (double)value!).ToImmutableArray()),
            Calls = [.. root["calls"]!.AsArray().Select(call => new CallCount((string)call!["verb"]!, (string)call["resource"]!, (int)call["count"]!))],
            Series = [.. root["series"]!.AsArray().Select(row => (JsonObject)row!.DeepClone())],
        };
    }

    /// <summary>For people at a terminal.</summary>
    public string ToTable()
    {
        var rows = Measurements.Select(one => $"  {one.Name,-46} {one.ValueText,12} {one.Unit,-5} {(one.Goal is null ? "" : $"{one.GoalText} {(one.IsMet is true ? "met" : "NOT MET")}")}".TrimEnd());
        return string.Join('\n', rows.Prepend($"{Scenario}: {About}"));
    }
}
