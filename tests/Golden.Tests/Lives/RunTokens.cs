using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Testing.Lives;

namespace Golden.Tests.Lives;

/// <summary>Names of a schedule's runs hold an instant; as the recordings do, we write a number for it, in the order in which runs were made.</summary>
internal static partial class RunTokens
{
    public static Chronicle In(Chronicle chronicle)
    {
        var names = chronicle.Writes.Select(write => Created().Match(write)).Where(match => match.Success).Select(match => (Name: match.Groups["name"].Value, Schedule: match.Groups["schedule"].Value)).Distinct()
            .Select((run, index) => (run.Name, Token: $"{run.Schedule}-<run-{index + 1}>")).OrderByDescending(run => run.Name.Length).ToList();
        return new Chronicle(
            chronicle.Statuses.ToDictionary(
                entry => Replaced(entry.Key), entry => (IReadOnlyList<JsonObject>)[.. entry.Value.Select(status => JsonNode.Parse(Replaced(status.ToJsonString(Plain)))!.AsObject())]),
            chronicle.Reasons.ToDictionary(entry => Replaced(entry.Key), entry => entry.Value),
            [.. chronicle.Writes.Select(Replaced)]);

        string Replaced(string text) => names.Aggregate(text, (replaced, run) => replaced.Replace(run.Name, run.Token, StringComparison.Ordinal));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\Acreate SparkApplication/(?<name>(?<schedule>.+)-[0-9]{8,19})\z")]
    private static partial Regex Created();
}
