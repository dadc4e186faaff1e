using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Controller.SparkApplications;
using Shared.Submission;
using Testing.Lives;
using Testing.Recordings;

namespace Golden.Tests.Lives;

/// <summary>One case of the set <c>lifecycle</c>.</summary>
internal sealed partial class RecordedLife(GoldenCase @case)
{
    private readonly JsonObject _json = @case.Json();

    public string Name => @case.Name;

    /// <summary>What the recorded side was given; nothing of what came of it.</summary>
    public JsonObject Input => new() { ["operator"] = Copy("operator"), ["given"] = Copy("given"), ["when"] = Copy("when") };

    /// <summary>Of the objects that are created in it.</summary>
    public IEnumerable<string> Kinds => Steps.Where(step => (string)step["do"]! == "create").Select(step => (string)step["object"]!["kind"]!).Distinct();

    /// <summary>The pod is gone before anybody sees it, so that only the end can be compared.</summary>
    public bool OnlyTheEndCounts => Steps.Any(step => (string?)step["object"]?["spec"]?["sparkConf"]?["spark.lab.pod"] == "none");

    public Chronicle Recorded => new(Statuses(), Reasons(), [.. Writes()]);

    public Script Script
    {
        get
        {
            var recorded = Recorded;
            return new Script($"lc-{Name}", Objects("given"), Steps)
            {
                Submission = IsOn("batch schedulers") ? Switches : Switches with { BatchSchedulers = false, EnableDriverDisruptionBudget = false },
                Rules = LifeRules.Default with
                {
                    // The client's own repeats are off.
                    InternalErrorPatience = TimeSpan.Zero,
                    PartialRestart = ((string)_json["operator"]!).Contains("PartialRestart", StringComparison.Ordinal),
                    DefaultTimeToLive = DefaultTimeToLive().Match((string)_json["operator"]!) is { Success: true } match ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].Value)) : null,
                },
                SeesBetween = (application, states) => recorded.StatesOf($"SparkApplication/{application}").ElementAtOrDefault(states.Count) == "RUNNING",
            };
        }
    }

    // Those of the README of the set.
    private static SubmissionOptions Switches => new() { BatchSchedulers = true, KubeSchedulerNames = ["default-scheduler"], EnableDriverDisruptionBudget = true };

    private IReadOnlyList<JsonObject> Steps => Objects("when");

    private bool IsOn(string what) => !((string)_json["operator"]!).Contains($"{what} and driver PDB off", StringComparison.Ordinal);

    // A refused write changes nothing.
    private Dictionary<string, IReadOnlyList<JsonObject>> Statuses() => Then("transitions")
        .Where(transition => transition["conflict"] is null)
        .GroupBy(transition => $"{transition["kind"]}/{transition["name"]}", transition => transition["status"]!.AsObject())
        .ToDictionary(group => group.Key, group => (IReadOnlyList<JsonObject>)[.. group]);

    private Dictionary<string, IReadOnlyList<string>> Reasons() => Then("events")
        .Where(said => said["reason"] is not null)
        .GroupBy(said => (string)said["object"]!, said => (string)said["reason"]!)
        .ToDictionary(group => group.Key, group => RecordedReasons.InOrder(group));

    private IEnumerable<string> Writes() =>
        from write in Then("writes")
        let writer = (string)write["by"]!
        let verb = (string)write["verb"]!
        where (int)write["code"]! < 300
            && ((writer == "operator" && verb is "create" or "delete") || (writer == "submit" && verb is "create" && (string?)write["kind"] == "Pod"))
        select $"{verb} {write["kind"]}/{write["name"]}";

    private IEnumerable<JsonObject> Then(string what) => _json["then"]![what]!.AsArray().Select(item => item!.AsObject());

    private IReadOnlyList<JsonObject> Objects(string what) => [.. _json[what]!.AsArray().Select(item => item!.AsObject())];

    private JsonNode? Copy(string member) => _json[member]?.DeepClone();

    [GeneratedRegex("default time to live ([0-9]+) s")]
    private static partial Regex DefaultTimeToLive();
}
