using System.Text.Json.Nodes;

namespace Testing.Comparison;

/// <summary>Arguments of spark-submit: by key the value that wins, which is the last, and the sequence of all of that key.</summary>
public static class SubmitArguments
{
    /// <param name="recorded">An object with <c>flags</c>, <c>conf</c> (pairs), <c>main</c> and <c>arguments</c>, as <c>submission</c> in the recordings.</param>
    /// <param name="found">The same of ours.</param>
    /// <param name="tokens">The recording's.</param>
    public static IReadOnlyList<Difference> Compare(JsonObject recorded, JsonObject found, Tokens tokens) =>
        SemanticComparer.Compare(Shape.Anything, ByKey(recorded), ByKey(found), tokens);

    private static JsonObject ByKey(JsonObject submission) => new()
    {
        ["flags"] = Sequences(submission["flags"]),
        ["conf"] = Sequences(submission["conf"]),
        ["main"] = submission["main"]?.DeepClone(),
        ["arguments"] = submission["arguments"] is JsonArray { Count: > 0 } arguments ? arguments.DeepClone() : null,
    };

    private static JsonObject Sequences(JsonNode? pairs)
    {
        var byKey = new JsonObject();
        foreach (var pair in (pairs as JsonArray ?? []).OfType<JsonArray>().Where(pair => pair.Count > 0))
        {
            var value = pair.Count > 1 ? pair[1]?.DeepClone() : null;
            var entry = byKey[pair[0]!.GetValue<string>()] as JsonObject ?? new JsonObject { ["sequence"] = new JsonArray() };
            entry["sequence"]!.AsArray().Add(value);
            entry["last"] = value?.DeepClone();
            byKey[pair[0]!.GetValue<string>()] = entry;
        }

        return byKey;
    }
}
