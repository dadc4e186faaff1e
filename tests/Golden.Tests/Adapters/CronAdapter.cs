using System.Globalization;
using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Admission.Cron;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Set <c>cron</c>: the next instants of a schedule, or why it is none.</summary>
internal sealed class CronAdapter : IGoldenAdapter
{
    // The number parser of Go has its own words behind this.
    private const string NoNumber = "failed to parse int from ";

    public IEnumerable<Finding> Run(GoldenSet set) =>
        set.Lines("cases.jsonl").Select(line => Finding.Of(NameOf(line), "cases", null, line, () => Compare(line)));

    private static string NameOf(JsonObject line) => $"{line["schedule"]} | {line["timeZone"]} | {line["from"]}";

    private static IReadOnlyList<Difference> Compare(JsonObject line)
    {
        var isValid = CronExpression.TryParse((string)line["schedule"]!, (string?)line["timeZone"], "UTC", out var expression, out var problem);
        return (line["next"], (string?)line["error"], isValid) switch
        {
            ({ } next, _, true) => JsonNode.DeepEquals(next, Next(expression!, line)) ? [] : [new("$.next", next.DeepClone(), Next(expression!, line))],
            ({ } next, _, false) => [new("$.next", next.DeepClone(), problem)],
            (_, { } error, false) => IsSame(error, problem!) ? [] : [new("$.error", error, problem)],
            (_, _, true) => [new("$.error", (line["error"] ?? line["panic"])?.DeepClone(), Next(expression!, line))],

            // Where the library crashes, any sentence is better.
            _ => [],
        };
    }

    private static JsonArray Next(CronExpression expression, JsonObject line)
    {
        var (next, at) = (new JsonArray(), DateTimeOffset.Parse((string)line["from"]!, CultureInfo.InvariantCulture));
        while (next.Count < 5 && expression.GetNextOccurrence(at) is { } occurrence)
        {
            next.Add(occurrence.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            at = occurrence;
        }

        if (next.Count < 5)
            next.Add("never");
        return next;
    }

    private static bool IsSame(string recorded, string ours) => recorded == ours
        || (recorded.Contains("strconv.Atoi: ", StringComparison.Ordinal) && ours.StartsWith(recorded[..recorded.IndexOf("strconv.Atoi: ", StringComparison.Ordinal)], StringComparison.Ordinal)
            && ours.StartsWith(NoNumber, StringComparison.Ordinal));
}
