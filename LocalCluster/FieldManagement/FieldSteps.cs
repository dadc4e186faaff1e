using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.FieldManagement;

/// <summary>One step of a path: how it is made, and how people read it.</summary>
internal static class FieldSteps
{
    // What JSON writes as it is.
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./ ");

    public static string Field(string name) => $"f:{name}";

    /// <summary>The step to an element of a list that is merged; null when the element lacks what tells it apart.</summary>
    public static string? Element(MergeType list, JsonNode? element)
    {
        if (list.IsSet)
            return $"v:{element.ToText()}";
        if (element is not JsonObject map)
            return null;
        if (list.Keys is [var only] && map[only].AsText() is { } text && text.AsSpan().IndexOfAnyExcept(Plain) < 0)
            return $"k:{{\"{only}\":\"{text}\"}}";
        var key = new JsonObject();
        foreach (var name in list.Keys.Order(StringComparer.Ordinal))
        {
            if ((map[name] ?? list.KeyDefaults.GetValueOrDefault(name)) is not { } value)
                return null;
            key[name] = value.DeepClone();
        }

        return $"k:{key.ToText()}";
    }

    /// <summary><c>.spec.containers[name="a"].image</c>.</summary>
    public static string Text(IEnumerable<string> path)
    {
        var text = new StringBuilder();
        foreach (var step in path)
            _ = text.Append(Text(step));
        return text.ToString();
    }

    public static string Text(string step) => step[..2] switch
    {
        "f:" => $".{step[2..]}",
        "v:" => $"[={step[2..]}]",
        "i:" => string.Create(CultureInfo.InvariantCulture, $"[{step[2..]}]"),
        _ => $"[{string.Join(",", (JsonReading.Parse(Encoding.UTF8.GetBytes(step[2..])) as JsonObject ?? []).Select(pair => $"{pair.Key}={pair.Value.ToText()}"))}]",
    };
}
