using System.Text.Json.Nodes;
using Shared.Admission.Cron;

namespace Cli.Schedules;

/// <summary>A run that a schedule will make.</summary>
internal sealed record UpcomingRun(string Namespace, string Schedule, DateTimeOffset Due);

/// <summary>When schedules are due. Pure.</summary>
internal static class UpcomingRuns
{
    /// <summary>The next runs of all schedules together, earliest first. A suspended schedule makes none; one that cannot be read is a problem.</summary>
    /// <param name="schedules">As stored.</param>
    /// <param name="count">Runs in all.</param>
    /// <param name="now">Only later ones.</param>
    public static (IReadOnlyList<UpcomingRun> Runs, IReadOnlyList<string> Problems) Of(IEnumerable<JsonObject> schedules, int count, DateTimeOffset now)
    {
        var (runs, problems) = (new List<UpcomingRun>(), new List<string>());
        foreach (var schedule in schedules.Where(schedule => schedule["spec"]?["suspend"]?.GetValue<bool>() != true))
        {
            var (@namespace, name) = (Text(schedule["metadata"]?["namespace"]), Text(schedule["metadata"]?["name"]));
            if (!CronExpression.TryParse(Text(schedule["spec"]?["schedule"]), Text(schedule["spec"]?["timeZone"]), "UTC", out var expression, out var problem))
            {
                problems.Add($"{@namespace}/{name}: {problem}");
                continue;
            }

            for (var (due, made) = (expression.GetNextOccurrence(now), 0); due is { } instant && made < count; due = expression.GetNextOccurrence(instant), made++)
                runs.Add(new UpcomingRun(@namespace, name, instant));
        }

        return ([.. runs.OrderBy(run => run.Due).ThenBy(run => run.Schedule, StringComparer.Ordinal).Take(count)], problems);
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
