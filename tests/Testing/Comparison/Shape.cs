using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Testing.Comparison;

/// <summary>How a part of a document is brought to the one form that all documents of equal meaning share.</summary>
public abstract class Shape
{
    /// <summary>The one form, as a new node; null when it means the same as being absent.</summary>
    public abstract JsonNode? Canonical(JsonNode? value);

    /// <summary>As it is, lists in order; only null means absent.</summary>
    public static Shape Anything { get; } = new Rule(value => value?.DeepClone());

    /// <summary>Not compared.</summary>
    public static Shape Dropped { get; } = new Rule(_ => null);

    /// <summary>By value: <c>1</c>, <c>"1"</c> and <c>"1000m"</c> are one.</summary>
    public static Shape Quantity { get; } = new Rule(value => value is null ? null : JsonValue.Create(QuantityValue.Canonical(value)));

    /// <summary>By value, and zero means absent.</summary>
    public static Shape QuantityOrZero { get; } = new Rule(value => Quantity.Canonical(value) is { } amount && (string?)amount != "0n" ? amount : null);

    /// <summary>Absent means <paramref name="value"/>: the API's default, or a zero that means nothing. An empty text is absent to the API.</summary>
    public static Shape Default(JsonNode value) => new Rule(found => JsonNode.DeepEquals(found, value) || IsEmptyText(found) ? null : found?.DeepClone());

    public static Shape False { get; } = Default(false);

    public static Shape EmptyText { get; } = Default("");

    /// <summary>User's keys; empty means absent.</summary>
    public static Shape Map(Shape value) => new Rule(node => node is JsonObject map
        ? NonEmpty(new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, value.Canonical(entry.Value)))))
        : node?.DeepClone());

    /// <summary>Members by name, others as they are; an object left empty means absent.</summary>
    public static Shape Members(params (string Name, Shape Shape)[] members) => new Record(Table(members), Anything, KeepsEmpty: false);

    /// <summary>As <see cref="Members"/>, and other members are not compared.</summary>
    public static Shape OnlyMembers(params (string Name, Shape Shape)[] members) => new Record(Table(members), Dropped, KeepsEmpty: false);

    /// <summary>As <see cref="Members"/>, but being there selects something, even when empty: <c>emptyDir: {}</c>.</summary>
    public static Shape Choice(params (string Name, Shape Shape)[] members) => new Record(Table(members), Anything, KeepsEmpty: true);

    /// <summary>In order; empty means absent.</summary>
    public static Shape Sequence(Shape element) => new Rule(node => node is JsonArray list
        ? list.Count == 0 ? null : new JsonArray([.. list.Select(element.Canonical)])
        : node?.DeepClone());

    /// <summary>In any order, but each as often as it is there.</summary>
    public static Shape Bag(Shape element) => new Rule(node => node is JsonArray list
        ? list.Count == 0 ? null : new JsonArray([.. list.Select(element.Canonical).OrderBy(Text, StringComparer.Ordinal)])
        : node?.DeepClone());

    /// <summary>In any order, found by key. Elements of one key keep their order among themselves.</summary>
    public static Shape Keyed(Func<JsonObject, string> key, Shape element) => new Rule(node => node is JsonArray list && list.All(item => item is JsonObject)
        ? NonEmpty(ByKey(list, key, element))
        : node?.DeepClone());

    /// <summary>This shape after a look at the object as a whole: for defaults that depend on other members.</summary>
    public Shape After(Func<JsonObject, JsonObject> change) =>
        new Rule(node => Canonical(node is JsonObject whole ? change((JsonObject)whole.DeepClone()) : node));

    private static JsonObject ByKey(JsonArray list, Func<JsonObject, string> key, Shape element)
    {
        var result = new JsonObject();
        foreach (var group in list.Select(item => item!.AsObject()).GroupBy(key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var position = 0;
            foreach (var item in group)
                result[position++ == 0 ? group.Key : $"{group.Key}#{position}"] = element.Canonical(item) ?? new JsonObject();
        }

        return result;
    }

    private static ImmutableDictionary<string, Shape> Table((string Name, Shape Shape)[] members) =>
        members.ToImmutableDictionary(member => member.Name, member => member.Shape, StringComparer.Ordinal);

    private static JsonObject? NonEmpty(JsonObject node) => node.Count == 0 ? null : node;

    private static bool IsEmptyText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length == 0;

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "";

    private sealed class Rule(Func<JsonNode?, JsonNode?> canonical) : Shape
    {
        public override JsonNode? Canonical(JsonNode? value) => canonical(value);
    }

    private sealed class Record(ImmutableDictionary<string, Shape> known, Shape others, bool KeepsEmpty) : Shape
    {
        public override JsonNode? Canonical(JsonNode? value)
        {
            if (value is not JsonObject whole)
                return value?.DeepClone();
            var members = whole
                .Select(member => KeyValuePair.Create(member.Key, known.GetValueOrDefault(member.Key, others).Canonical(member.Value)))
                .Where(member => member.Value is not null)
                .OrderBy(member => member.Key, StringComparer.Ordinal);
            var result = new JsonObject(members);
            return KeepsEmpty ? result : NonEmpty(result);
        }
    }
}
