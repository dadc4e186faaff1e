using System.Collections.Frozen;
using System.Globalization;

namespace LocalCluster.Protobuf;

/// <summary>The type of a field as <c>messages.txt</c> writes it.</summary>
internal sealed record MessageField(string Name, string Type, bool IsList, bool IsMap, bool IsPointer);

/// <summary>Which field number bears which JSON name, per message; read once from the embedded <c>messages.txt</c>.</summary>
internal static class MessageTables
{
    private static readonly FrozenDictionary<string, Dictionary<int, MessageField>> All = Read();

    /// <summary>Null when this kind has no table.</summary>
    public static IReadOnlyDictionary<int, MessageField>? OfKind(string apiVersion, string kind) => All.GetValueOrDefault($"{apiVersion} {kind}");

    public static IReadOnlyDictionary<int, MessageField> OfMessage(string name) => All[name];

    private static FrozenDictionary<string, Dictionary<int, MessageField>> Read()
    {
        using var stream = typeof(MessageTables).Assembly.GetManifestResourceStream("protobuf/messages.txt")
            ?? throw new InvalidOperationException("the embedded protobuf/messages.txt is missing from this build");
        using var reader = new StreamReader(stream);
        var tables = new Dictionary<string, Dictionary<int, MessageField>>(StringComparer.Ordinal);
        var current = new Dictionary<int, MessageField>();
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', 3);
            if (line.StartsWith('#') || line.Length == 0)
                continue;
            if (words[0] is "kind" or "message")
                tables.Add(string.Join(' ', words[1..]), current = []);
            else
                current.Add(int.Parse(words[0], CultureInfo.InvariantCulture), Field(words[1], words[2]));
        }

        return tables.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static MessageField Field(string name, string type)
    {
        var (isList, isMap) = (type.StartsWith("[]", StringComparison.Ordinal), type.StartsWith("map:", StringComparison.Ordinal));
        return new MessageField(name, type[(isList ? 2 : isMap ? 4 : 0)..].TrimEnd('?'), isList, isMap, type.EndsWith('?'));
    }
}
