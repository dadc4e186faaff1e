using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Golden.Tests.Lives;

/// <summary>The last status of an object, made comparable: upstream's fields alone, with what no two runs share masked.</summary>
internal static partial class FinalStatus
{
    private const string Masked = "<masked>";

    // Ids, instants and addresses: that they are there counts, not what they are.
    private static readonly HashSet<string> Drawn = new(StringComparer.Ordinal)
    {
        "sparkApplicationId", "submissionID", "lastSubmissionAttemptTime", "terminationTime", "webUIAddress", "lastRun", "nextRun", "startTime", "lastTransitionTime", "podIp", "lastUpdateTime",
    };

    // What this operator adds.
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal) { "conditions", "observedGeneration", "diagnosis", "runningExecutors", "specRevision", "specHash", "missedRuns", "observedSchedule" };

    private const string ServerPodReady = "ServerPodReady";

    public static (JsonObject? Recorded, JsonObject? Ours) Comparable(JsonObject? recorded, JsonObject? ours)
    {
        var (left, right) = (Of(recorded), Of(ours));
        if (Message(left) is { } theirs && Message(right) is { } mine && IsOfSubmission(theirs) && Words(theirs).All(words => mine.Contains(words, StringComparison.Ordinal)))
            right!["applicationState"]!["errorMessage"] = theirs;
        return (left, right);
    }

    private static JsonObject? Of(JsonObject? status)
    {
        if (status is null)
            return null;
        var copy = (JsonObject)status.DeepClone();
        var recorded = (copy["conditions"] as JsonArray)?.Where(condition => (string?)condition!["type"] == ServerPodReady).Select(condition => condition!.DeepClone()).ToArray();
        foreach (var member in Ours)
            _ = copy.Remove(member);

        // The one condition that upstream has.
        if (recorded is { Length: > 0 })
            copy["conditions"] = new JsonArray(recorded);
        Mask(copy);
        return copy;
    }

    private static void Mask(JsonObject item)
    {
        foreach (var (name, value) in item.ToList())
        {
            if (value is null)
                _ = item.Remove(name);
            else if (Drawn.Contains(name))
                item[name] = Masked;
            else if (value is JsonObject inner)
                Mask(inner);
            else if (value is JsonArray list)
                list.OfType<JsonObject>().ToList().ForEach(Mask);
        }
    }

    private static string? Message(JsonObject? status) => (string?)status?["applicationState"]?["errorMessage"];

    private static bool IsOfSubmission(string message) => message.StartsWith("failed to ", StringComparison.Ordinal) || message.StartsWith("failed during ", StringComparison.Ordinal);

    // A submission failure has to hold the API server's own words; around them each says it in its own way.
    private static IEnumerable<string> Words(string message)
    {
        if (SaidByServer().Match(message) is { Success: true } match)
            yield return match.Groups[1].Value;
        else if (message.EndsWith("driver pod already exist", StringComparison.Ordinal))
            yield return "already exists";
        else if (SaidByStandIn().Match(message) is { Success: true } said)
            yield return said.Groups[1].Value.TrimEnd('\n');
    }

    [GeneratedRegex(@"Message: (.*)\. Received status: Status\(", RegexOptions.Singleline)]
    private static partial Regex SaidByServer();

    [GeneratedRegex(@"failed to run spark-submit: failed to run spark-submit: (.*)", RegexOptions.Singleline)]
    private static partial Regex SaidByStandIn();
}
