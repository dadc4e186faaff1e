using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing.Fuzz;

/// <summary>Spoils a document in one way out of many: its tree while it still is JSON, or its bytes. The same seed spoils it the same way.</summary>
public static class JsonMutator
{
    private static readonly string[] Fragments =
    [
        "null", "true", "-0", "1e400", "123456789012345678901234567890", "0.1", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"../../x\"", "\"$(X)\"", "\"${env:HOME}\"", "[]", "{}", "[[[[]]]]",
        "[null]", "{\"\":null}", "{\"a\":1,\"a\":2}", "\"9999999999999999999Ei\"", "\"-1\"", "\"1e99999\"", "\"2026-99-99T99:99:99Z\"", "\"*\"", "\"é\u202e\"",
    ];

    public static byte[] Spoil(byte[] json, Random random)
    {
        for (var round = random.Next(1, 4); round > 0; round--)
            json = random.Next(3) == 0 ? SpoilBytes(json, random) : TrySpoilTree(json, random);
        return json;
    }

    private static byte[] TrySpoilTree(byte[] json, Random random)
    {
        try
        {
            return SpoilTree(json, random);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Spoiled so far that it is no tree any more: half a surrogate pair, a member twice.
            return SpoilBytes(json, random);
        }
    }

    private static byte[] SpoilTree(byte[] json, Random random)
    {
        var root = JsonNode.Parse(json);

        // A marker takes the place of one value; the text of anything, JSON or not, takes the place of the marker.
        const string Marker = "\"<<here>>\"";
        var places = Places(root).ToList();
        if (places.Count == 0)
            return SpoilBytes(json, random);
        places[random.Next(places.Count)](random, JsonValue.Create("<<here>>"));
        var fragment = random.Next(20) == 0 ? new string('[', random.Next(1, 90)) + new string(']', random.Next(1, 90)) : Fragments[random.Next(Fragments.Length)];
        return Encoding.UTF8.GetBytes(root!.ToJsonString().Replace("\\u003C\\u003Chere\\u003E\\u003E", "<<here>>", StringComparison.Ordinal).Replace(Marker, fragment, StringComparison.Ordinal));
    }

    private static IEnumerable<Action<Random, JsonNode>> Places(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    yield return (random, marker) =>
                    {
                        // Replaced, renamed, or gone.
                        _ = members.Remove(name);
                        switch (random.Next(4))
                        {
                            case 0: members[name + "x"] = value?.DeepClone(); break;
                            case 1: break;
                            default: members[name] = marker; break;
                        }
                    };
                    foreach (var place in Places(value))
                        yield return place;
                }

                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    var at = index;
                    yield return (random, marker) =>
                    {
                        if (random.Next(3) == 0)
                            items.Add(items[at]?.DeepClone());
                        else
                            items[at] = marker;
                    };
                    foreach (var place in Places(items[index]))
                        yield return place;
                }

                break;
            default:
                break;
        }
    }

    private static byte[] SpoilBytes(byte[] json, Random random)
    {
        if (json.Length == 0)
            return [(byte)random.Next(256)];
        var at = random.Next(json.Length);
        var length = Math.Min(random.Next(1, 16), json.Length - at);
        return random.Next(5) switch
        {
            0 => json[..at],
            1 => [.. json[..at], .. json[(at + length)..]],
            2 => [.. json[..at], .. json[at..(at + length)], .. json[at..]],
            3 => [.. json[..at], (byte)random.Next(256), .. json[at..]],
            _ => [.. json[..at], (byte)(json[at] ^ (1 << random.Next(8))), .. json[(at + 1)..]],
        };
    }
}
