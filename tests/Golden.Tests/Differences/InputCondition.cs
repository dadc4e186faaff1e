using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Golden.Tests.Differences;

/// <summary>One claim about the input: some value at <paramref name="At"/> is there, equals, or matches; or none is there.</summary>
public sealed record InputCondition(string At, bool? Exists, JsonNode? IsValue, string? Matches)
{
    public bool Holds(JsonNode input)
    {
        var found = InputPath.Select(input, At).ToList();
        return (Exists is null || Exists == found.Count > 0)
            && (IsValue is null || found.Exists(value => JsonNode.DeepEquals(value, IsValue)))
            && (Matches is null || found.Exists(value => Regex.IsMatch(InputPath.Text(value), $"\\A(?:{Matches})\\z", RegexOptions.CultureInvariant)));
    }

    public override string ToString() => string.Join(" and ", new[]
    {
        Exists is null ? null : $"`{At}` is {(Exists.Value ? "set" : "not set")}",
        IsValue is null ? null : $"`{At}` is `{IsValue.ToJsonString()}`",
        Matches is null ? null : $"`{At}` matches `{Matches}`",
    }.Where(claim => claim is not null));
}

/// <summary>Paths such as <c>spec.driver.env[*].name</c>; a member whose name has dots is written <c>['a.b']</c>, <c>*</c> is every member <c>**</c> everything below, <c>~</c> the members' names; <c> | </c> stands between alternatives.</summary>
internal static partial class InputPath
{
    public static IEnumerable<JsonNode> Select(JsonNode input, string path) => path.Split(" | ").SelectMany(one =>
        Step().Matches(one).Aggregate(Enumerable.Repeat(input, 1), (nodes, step) => nodes.SelectMany(node => Next(node, step))));

    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    private static IEnumerable<JsonNode> Next(JsonNode node, Match step)
    {
        var name = step.Groups["quoted"].Success ? step.Groups["quoted"].Value : step.Groups["plain"].Success ? step.Groups["plain"].Value : null;
        IEnumerable<JsonNode?> next = (node, name) switch
        {
            (_, "**") => Below(node),
            (JsonObject map, "~") => map.Select(member => (JsonNode?)JsonValue.Create(member.Key)),
            (JsonArray list, null or "*") => step.Groups["index"].Success ? list.Skip(int.Parse(step.Groups["index"].Value)).Take(1) : list,
            (JsonObject map, null or "*") when !step.Groups["index"].Success => map.Select(member => member.Value),
            (JsonObject map, not null) => [map[name]],
            _ => [],
        };
        return next.OfType<JsonNode>();
    }

    private static IEnumerable<JsonNode?> Below(JsonNode node) =>
        (node switch { JsonObject map => map.Select(member => member.Value), JsonArray list => list, _ => Enumerable.Empty<JsonNode?>() })
        .OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));

    [GeneratedRegex(@"\['(?<quoted>[^']+)'\]|\[(?<index>[0-9]+)\]|\[\*\]|(?<plain>[^.\[\]]+)")]
    private static partial Regex Step();
}
