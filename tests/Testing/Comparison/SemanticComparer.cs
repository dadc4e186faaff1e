using System.Text.Json.Nodes;

namespace Testing.Comparison;

/// <summary>
/// Tells where a Kubernetes object means something else than a recorded one. Both are first brought to one form (<see cref="Shape"/>: API defaults, quantities by value,
/// lists by key); then members are compared one by one, with the recording's tokens. Pure, but for the tokens that it binds.
/// </summary>
public static class SemanticComparer
{
    /// <summary>Objects of any kind; the shape is found by <c>kind</c>, and is a pod's when there is none (pod templates).</summary>
    public static IReadOnlyList<Difference> Objects(JsonNode? recorded, JsonNode? found, Tokens tokens) =>
        Compare(ObjectShapes.For(recorded ?? found), recorded, found, tokens);

    /// <summary>Documents of a known shape; <see cref="Shape.Anything"/> for plain JSON.</summary>
    public static IReadOnlyList<Difference> Compare(Shape shape, JsonNode? recorded, JsonNode? found, Tokens tokens)
    {
        var differences = new List<Difference>();
        Walk("$", shape.Canonical(recorded), shape.Canonical(found), tokens, differences);
        return differences;
    }

    private static void Walk(string path, JsonNode? recorded, JsonNode? found, Tokens tokens, List<Difference> differences)
    {
        switch (recorded, found)
        {
            case (JsonObject left, JsonObject right):
                WalkMembers(path, left, right, tokens, differences);
                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (var index = 0; index < left.Count; index++)
                    Walk($"{path}[{index}]", left[index], right[index], tokens, differences);
                break;
            case (JsonValue left, JsonValue right) when left.TryGetValue<string>(out var text) && right.TryGetValue<string>(out var other):
                if (!tokens.Match(text, other))
                    differences.Add(new(path, recorded, found));
                break;
            default:
                if (!JsonNode.DeepEquals(recorded, found))
                    differences.Add(new(path, recorded, found));
                break;
        }
    }

    private static void WalkMembers(string path, JsonObject recorded, JsonObject found, Tokens tokens, List<Difference> differences)
    {
        var unmatched = found.Select(member => member.Key).ToHashSet(StringComparer.Ordinal);
        _ = unmatched.RemoveWhere(recorded.ContainsKey);
        foreach (var (key, value) in recorded)
        {
            // A key may hold a token too: a mount is found by its path, which may be drawn at random.
            var other = found.ContainsKey(key) ? key : unmatched.Order(StringComparer.Ordinal).FirstOrDefault(candidate => tokens.Match(key, candidate));
            if (other is null)
            {
                if (value is not null)
                    differences.Add(new(Step(path, key), value, null));
                continue;
            }

            _ = unmatched.Remove(other);
            Walk(Step(path, key), value, found[other], tokens, differences);
        }

        foreach (var key in unmatched.Where(key => found[key] is not null).Order(StringComparer.Ordinal))
            differences.Add(new(Step(path, key), null, found[key]));
    }

    private static string Step(string path, string key) =>
        key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? $"{path}.{key}" : $"{path}['{key}']";
}
