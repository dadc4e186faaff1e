using System.Globalization;
using System.Text.Json.Nodes;

namespace Cli.Output.JsonPath;

/// <summary>One step of a path: from a node to those that it leads to. What is not there leads nowhere, as in kubectl.</summary>
internal abstract record PathStep
{
    public abstract IEnumerable<JsonNode?> From(JsonNode? node);

    /// <summary><c>.name</c> and <c>['name']</c>.</summary>
    public sealed record Member(string Name) : PathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? node) => node is JsonObject members && members.TryGetPropertyValue(Name, out var value) ? [value] : [];
    }

    /// <summary><c>[*]</c> and <c>.*</c>.</summary>
    public sealed record Every : PathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? node) => Children(node);
    }

    /// <summary><c>..</c>: the node itself and all below it; the next step picks among them.</summary>
    public sealed record Descend : PathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? node) => [node, .. Children(node).SelectMany(From)];
    }

    /// <summary><c>[0]</c>, <c>[-1]</c> and <c>[0,2]</c>.</summary>
    public sealed record Elements(IReadOnlyList<int> Indexes) : PathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? node) => node is JsonArray items
            ? Indexes.Select(index => index < 0 ? items.Count + index : index).Where(index => index >= 0 && index < items.Count).Select(index => items[index])
            : [];
    }

    /// <summary><c>[from:to]</c>; either may be missing or count from the end.</summary>
    public sealed record Slice(int? Start, int? End) : PathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? node) => node is JsonArray items
            ? items.Take(Place(End, items.Count, items.Count)).Skip(Place(Start, items.Count, 0))
            : [];

        private static int Place(int? index, int count, int missing) => index switch
        {
            null => missing,
            < 0 => Math.Max(0, count + index.Value),
            _ => index.Value,
        };
    }

    /// <summary><c>[?(@.path op value)]</c>, or <c>[?(@.path)]</c> for what is there.</summary>
    /// <param name="Operator">One of <c>== != &lt; &lt;= &gt; &gt;=</c>; null asks whether the path leads anywhere.</param>
    /// <param name="Value">A text without quotes, or a number.</param>
    public sealed record Filter(IReadOnlyList<PathStep> Path, string? Operator, string Value) : PathStep
    {
        public override IEnumerable<JsonNode?> From(JsonNode? node) => node is JsonArray items ? items.Where(Holds) : [];

        private bool Holds(JsonNode? item)
        {
            var found = Walk(item, Path).ToList();
            return Operator is null ? found.Count > 0 : found.Exists(value => Holds(Compare(value)));
        }

        private int Compare(JsonNode? value)
        {
            var text = JsonPathTemplate.Text(value);
            return decimal.TryParse(text, CultureInfo.InvariantCulture, out var left) && decimal.TryParse(Value, CultureInfo.InvariantCulture, out var right)
                ? left.CompareTo(right)
                : string.CompareOrdinal(text, Value);
        }

        private bool Holds(int comparison) => Operator switch
        {
            "==" => comparison == 0,
            "!=" => comparison != 0,
            "<" => comparison < 0,
            "<=" => comparison <= 0,
            ">" => comparison > 0,
            _ => comparison >= 0,
        };
    }

    public static IEnumerable<JsonNode?> Walk(JsonNode? root, IEnumerable<PathStep> steps) =>
        steps.Aggregate<PathStep, IEnumerable<JsonNode?>>([root], (nodes, step) => [.. nodes.SelectMany(step.From)]);

    private static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonArray items => items,
        JsonObject members => members.Select(member => member.Value),
        _ => [],
    };
}
