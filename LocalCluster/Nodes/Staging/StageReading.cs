using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Staging;

/// <summary>Reads one stage file. A member that it does not know is an error, for a typo would silently change nothing.</summary>
internal static class StageReading
{
    private static readonly string[] Known =
    [
        "about", "others", "schedule.never", "create.after", "start.after", "start.pullError",
        "run.for", "run.exitCode", "run.reason", "run.abrupt", "run.evicted", "run.lost", "run.early", "run.log", "stop.after",
    ];

    public static PodStage Read(string name, string yaml)
    {
        var root = YamlReading.Parse(yaml) as JsonObject ?? throw new FormatException($"stage '{name}' is empty; write at least 'about: ...'.");
        foreach (var path in Paths(root))
        {
            if (!Known.Contains(path))
                throw new FormatException($"stage '{name}': unknown member '{path}'; known are {string.Join(", ", Known)}.");
        }

        var defaults = new PodStage { Name = name };
        return defaults with
        {
            NeverScheduled = root.TextAt("schedule", "never"),
            CreateAfter = Duration("create", "after") ?? defaults.CreateAfter,
            StartAfter = Duration("start", "after") ?? defaults.StartAfter,
            PullError = root.TextAt("start", "pullError"),
            RunFor = Duration("run", "for"),
            ExitCodes = root.NumberAt("run", "exitCode") is { } code ? [(int)code] : defaults.ExitCodes,
            ExitReason = root.TextAt("run", "reason"),
            Abrupt = root.FlagAt("run", "abrupt") ?? false,
            Evicted = root.TextAt("run", "evicted"),
            LostFor = Duration("run", "lost"),
            Early = root.FlagAt("run", "early") ?? false,
            Log = [.. root.ListAt("run", "log").Texts()],
            StopAfter = Duration("stop", "after") ?? defaults.StopAfter,
            OthersStay = root.TextAt("others") is "stay",
        };

        TimeSpan? Duration(string section, string member) => root.At(section, member) is not { } node ? null
            : Durations.Parse(node.AsText() ?? node.ToJsonString())
            ?? throw new FormatException($"stage '{name}': {section}.{member} is '{node}'; write a duration such as 200ms, 2s or forever.");
    }

    private static IEnumerable<string> Paths(JsonObject root) =>
        root.SelectMany(pair => pair.Value is JsonObject section ? section.Select(member => $"{pair.Key}.{member.Key}") : [pair.Key]);

    /// <summary>Numbers from an annotation such as <c>1,1,0</c>; null when one of them is none, or is larger than <paramref name="largest"/>.</summary>
    public static ImmutableArray<int>? Numbers(string text, int largest)
    {
        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > largest)
                return null;
            numbers.Add(number);
        }

        return numbers.ToImmutable();
    }
}
