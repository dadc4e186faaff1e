using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Faults;

/// <summary>Reads fault rules: JSON lines <c>{verb, resource, name?, nth?, times?, chance?, fault, arg?}</c>; blank lines and lines with <c>#</c> are skipped. Pure.</summary>
internal static class FaultReading
{
    private static readonly string[] Members = ["verb", "resource", "name", "nth", "times", "chance", "fault", "arg"];
    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "*"];

    private static readonly Dictionary<string, FaultKind> Kinds = new()
    {
        ["latency"] = FaultKind.Latency,
        ["reset"] = FaultKind.ResetBefore,
        ["reset-after"] = FaultKind.ResetAfter,
        ["truncated"] = FaultKind.Truncated,
        ["watch-cut"] = FaultKind.WatchCut,
        ["missed-event"] = FaultKind.MissedEvent,
        ["duplicated-event"] = FaultKind.DuplicatedEvent,
        ["stale-list"] = FaultKind.StaleList,
    };

    /// <summary>Throws <see cref="FormatException"/> with the line and what is wrong with it.</summary>
    public static ImmutableArray<FaultRule> Read(string text)
    {
        var rules = ImmutableArray.CreateBuilder<FaultRule>();
        foreach (var (index, raw) in text.Split('\n').Index())
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            try
            {
                var parsed = JsonReading.Parse(Encoding.UTF8.GetBytes(line)) as JsonObject ?? throw new FormatException("it is not a JSON object.");
                rules.Add(Rule(parsed, line));
            }
            catch (Exception problem) when (problem is JsonException or FormatException)
            {
                throw new FormatException($"line {index + 1}: {problem.Message}", problem);
            }
        }

        return rules.ToImmutable();
    }

    private static FaultRule Rule(JsonObject rule, string line)
    {
        if (rule.FirstOrDefault(member => !Members.Contains(member.Key)).Key is { } unknown)
            throw new FormatException($"unknown member '{unknown}'; known are {string.Join(", ", Members)}.");
        var verb = rule.TextAt("verb") ?? "*";
        if (!Verbs.Contains(verb))
            throw new FormatException($"verb '{verb}' is none of {string.Join(", ", Verbs)}.");
        var nth = Count(rule, "nth", 0);
        var times = Count(rule, "times", nth == 0 ? int.MaxValue : 1);
        var chance = rule.At("chance") is { } given ? double.TryParse(given.ToString(), CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share : throw new FormatException("chance is a number from 0 to 1.") : 1;
        return new FaultRule(verb, rule.TextAt("resource") ?? "*", rule.TextAt("name"), nth, times, chance, Fault(rule.TextAt("fault") ?? "", rule.At("arg")?.ToString()), line);
    }

    private static int Count(JsonObject rule, string member, int otherwise) =>
        !rule.ContainsKey(member) ? otherwise
        : rule.NumberAt(member) is { } number and >= 0 and <= int.MaxValue ? (int)number
        : throw new FormatException($"{member} is a number from 1, or 0 for each.");

    private static Fault Fault(string text, string? argument)
    {
        var after = text.EndsWith("-after", StringComparison.Ordinal);
        if (int.TryParse(after ? text[..^"-after".Length] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and <= 599)
            return new Fault(after ? FaultKind.StatusAfter : FaultKind.StatusBefore, status, Delay: TimeSpan.FromSeconds(argument is null ? 1 : Number(argument)));
        if (!Kinds.TryGetValue(text, out var kind))
            throw new FormatException($"fault '{text}' is unknown; write a status such as 500 (or 500-after, when it is to take effect first) or one of {string.Join(", ", Kinds.Keys)}.");
        if (kind is FaultKind.Latency)
            return new Fault(kind, Delay: Durations.Parse(argument ?? "") ?? throw new FormatException($"latency needs arg, a duration such as 200ms; found '{argument}'."));
        return new Fault(kind, Count: argument is null ? (kind is FaultKind.StaleList ? 1 : 0) : Number(argument));
    }

    private static int Number(string argument) =>
        int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"arg '{argument}' is no number.");
}
