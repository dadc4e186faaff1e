using System.Text.Json.Nodes;
using LocalCluster.Types;
using ValueType = LocalCluster.Types.ValueType;

namespace LocalCluster.Tests.Hostile;

/// <summary>Objects that look like those of a kind and are wrong here and there. The same seed gives the same objects.</summary>
internal sealed class RandomObjects(int seed)
{
    private static readonly string[] Texts =
    [
        "", "a", "x-y", "UPPER", "..", "/", "1Gi", "-1", "100m", "5Qi", "2026-01-01T00:00:00Z", "2026-13-99T99:99:99Z", "yesterday", "aGk=", "!!", "50%", "-5%",
        "a.b.c", "*", "\u0000", "\ud83d\ude00", "{\"a\":", "$patch", "delete", "Always", "ClusterIP", "None", "10.96.0.300", "v1", "apps/v1/x", "https://", "kubernetes.io/tls",
    ];

    private static readonly string[] Quantities = ["0", "-1", "1", "100m", "1Gi", "1.5", "1e3"];

    private readonly Random _random = new(seed);

    /// <summary>From 1; as many as <c>FUZZ_SEEDS</c> says, which is for a run by hand, or <paramref name="usual"/>.</summary>
    public static IEnumerable<int> Seeds(int usual) => Enumerable.Range(
        1, Environment.GetEnvironmentVariable("FUZZ_SEEDS") is { Length: > 0 } count ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : usual);

    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public byte[] Bytes(int most)
    {
        var bytes = new byte[_random.Next(most)];
        _random.NextBytes(bytes);
        return bytes;
    }

    public JsonObject Of(ApiType type, int depth = 0)
    {
        var result = new JsonObject();
        foreach (var field in type.Fields.Where(_ => Chance(depth == 0 ? 0.8 : 0.4)))
            result[field.Name!] = Chance(0.004) ? Anything(depth) : Of(field.Type, depth + 1);
        if (Chance(0.02))
            result[Pick(Texts)] = Anything(depth);
        return result;
    }

    /// <summary>Any value, of any shape.</summary>
    public JsonNode? Anything(int depth) => _random.Next(depth > 6 ? 5 : 8) switch
    {
        0 => null,
        1 => Chance(0.5),
        2 => _random.NextInt64(long.MinValue, long.MaxValue),
        3 => _random.NextDouble() * 1e300,
        4 => Pick(Texts),
        5 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Anything(depth + 1))]),
        6 => new JsonObject(),
        _ => new JsonObject([new(Pick(Texts), Anything(depth + 1)), new("x" + Pick(Texts), Anything(depth + 1))]),
    };

    private JsonNode? Of(ValueType type, int depth) => type.Form switch
    {
        _ when depth > 9 => null,
        ValueForm.Struct => Of(type.Struct!.Value, depth),
        ValueForm.List => new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => Of(type.Element!, depth + 1))]),
        ValueForm.Map => new JsonObject(Enumerable.Range(0, _random.Next(3)).Select(i => KeyValuePair.Create($"{Pick(Texts)}{i}", Of(type.Element!, depth + 1)))),
        ValueForm.Flag => Chance(0.5),
        ValueForm.Whole => _random.Next(-2, 70_000),
        ValueForm.Object or ValueForm.Any or ValueForm.StructOrAny => Anything(depth),
        // Mostly what fits, so that more than the decoder is reached.
        ValueForm.Quantity when Chance(0.97) => Pick(Quantities),
        ValueForm.Time when Chance(0.99) => "2026-01-01T00:00:00Z",
        ValueForm.MicroTime when Chance(0.99) => "2026-01-01T00:00:00.123456Z",
        ValueForm.Bytes when Chance(0.97) => "aGk=",
        _ => Pick(Texts),
    };
}
