using System.Text.Json.Nodes;
using Shared.Submission;

namespace Testing.Lives;

/// <summary>What is compared of a life: which states an object went through and how its status ended, what was said of it, what was made and taken away.</summary>
/// <param name="Statuses">By <c>Kind/name</c>, every status that was written, in order.</param>
/// <param name="Reasons">By <c>Kind/name</c>, of events, executors left out, without repeats.</param>
/// <param name="Writes">Creations and deletions such as <c>create Pod/app-driver</c>, without what every attempt brings with it, and without executors.</param>
public sealed record Chronicle(
    IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Statuses, IReadOnlyDictionary<string, IReadOnlyList<string>> Reasons, IReadOnlyList<string> Writes)
{
    /// <summary>Without repeats. That an application is new has no name, and is no step.</summary>
    public IReadOnlyList<string> StatesOf(string about) => [.. WithoutRepeats(Statuses.GetValueOrDefault(about, []).Select(StateOf).Where(state => state.Length > 0))];

    public static string StateOf(JsonObject status) =>
        (string?)(status["applicationState"]?["state"] ?? status["scheduleState"] ?? status["state"]) ?? "";

    public static IEnumerable<string> WithoutRepeats(IEnumerable<string> states)
    {
        string? last = null;
        foreach (var state in states)
        {
            if (state != last)
                yield return state;
            last = state;
        }
    }

    internal static Chronicle Of(IReadOnlyList<Write> writes, IReadOnlyList<(string About, string Reason)> said)
    {
        var statuses = writes.Where(write => write.Path.EndsWith("/status", StringComparison.Ordinal))
            .GroupBy(write => $"{write.Kind}/{write.Name}", write => (JsonObject)write.Item["status"]!)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<JsonObject>)[.. group]);
        return new Chronicle(
            statuses,
            said.Where(entry => !entry.Reason.StartsWith("SparkExecutor", StringComparison.Ordinal))
                .GroupBy(entry => entry.About, entry => entry.Reason)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. WithoutRepeats(group)]),
            [.. MadeAndTaken(writes, Companions(statuses))]);
    }

    private static IEnumerable<string> MadeAndTaken(IReadOnlyList<Write> writes, HashSet<string> companions) =>
        from write in writes
        where write.Method is "POST" or "DELETE"
        let name = $"{write.Kind}/{write.Name}"
        where !companions.Contains(name) && (string?)write.Item["metadata"]!["labels"]?["spark-role"] != "executor"
        select $"{(write.Method == "POST" ? "create" : "delete")} {name}";

    private static HashSet<string> Companions(Dictionary<string, IReadOnlyList<JsonObject>> statuses) =>
    [
        .. from entry in statuses
           from status in entry.Value
           let id = (string?)status["submissionID"]
           where id is not null
           from companion in CompanionNames.Of(entry.Key.Split('/')[1], id)
           select $"{companion.Kind}/{companion.Name}",
    ];
}
