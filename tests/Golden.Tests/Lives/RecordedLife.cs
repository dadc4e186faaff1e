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
                Phase = Phase,
                Until = IsScheduled ? TimeSpan.FromSeconds(Then("transitions").Concat(Then("writes")).Max(entry => (double)entry["t"]!)) : TimeSpan.Zero,
                SeesBetween = (application, states) => recorded.StatesOf($"SparkApplication/{application}").ElementAtOrDefault(states.Count) == "RUNNING",
            };
        }
    }

    // Those of the README of the set.
    private static SubmissionOptions Switches => new() { BatchSchedulers = true, KubeSchedulerNames = ["default-scheduler"], EnableDriverDisruptionBudget = true };

    /// <summary>What was recorded of a schedule's last run ends wherever the recording did; from ours is taken what came later.</summary>
    public Chronicle UpToTheEnd(Chronicle ours)
    {
        var recorded = Recorded;
        if (!IsScheduled || recorded.Writes.LastOrDefault(write => write.StartsWith("create SparkApplication/", StringComparison.Ordinal)) is not { } made)
            return ours;

        var (run, about) = (made["create SparkApplication/".Length..], made["create ".Length..]);
        var isCut = recorded.StatesOf(about).Count < ours.StatesOf(about).Count && ours.StatesOf(about).Take(recorded.StatesOf(about).Count).SequenceEqual(recorded.StatesOf(about));
        return !isCut ? ours : new Chronicle(
            Cut(ours.Statuses, recorded.Statuses.GetValueOrDefault(about)),
            Cut(ours.Reasons, recorded.Reasons.GetValueOrDefault(about)),
            [.. ours.Writes.Where(write => recorded.Writes.Contains(write) || !(write.Contains($"/{run}-driver", StringComparison.Ordinal) || write.Contains($"/{run}-ui-svc", StringComparison.Ordinal)))]);

        Dictionary<string, IReadOnlyList<T>> Cut<T>(IReadOnlyDictionary<string, IReadOnlyList<T>> entries, IReadOnlyList<T>? recordedOfRun) => entries
            .Where(entry => entry.Key != about || recordedOfRun is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Key == about ? recordedOfRun! : entry.Value);
    }

    private bool IsScheduled => Kinds.Contains("ScheduledSparkApplication");

    // From when the schedule was taken up until its first run: the rest of the interval was over before.
    private TimeSpan Phase
    {
        get
        {
            var takenUp = Then("transitions").FirstOrDefault(transition => (string?)transition["status"]?["scheduleState"] == "Scheduled");
            var run = Then("writes").FirstOrDefault(write => (string?)write["kind"] == "SparkApplication" && (string?)write["verb"] == "create");
            var schedule = Steps.Select(step => (string?)step["object"]?["spec"]?["schedule"]).FirstOrDefault(text => text is not null);
            if (takenUp is null || run is null || schedule is null || Seconds().Match(schedule) is not { Success: true } interval)
                return TimeSpan.Zero;
            var waited = (double)run["t"]! - (double)takenUp["t"]!;
            return TimeSpan.FromSeconds(Math.Clamp(int.Parse(interval.Groups[1].Value) - waited, 0, 0.9));
        }
    }

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

    [GeneratedRegex(@"\A@every ([0-9]+)s\z")]
    private static partial Regex Seconds();

    [GeneratedRegex("default time to live ([0-9]+) s")]
    private static partial Regex DefaultTimeToLive();
}
