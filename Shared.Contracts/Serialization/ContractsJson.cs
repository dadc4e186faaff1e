using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Shared.Contracts.Serialization;

/// <summary>Reads and writes the objects of this vocabulary. Source-generated: no reflection, so it can be trimmed.</summary>
public static class ContractsJson
{
    // Text such as '<' or 'é' is written as it is: what we write goes to API servers and people, never into HTML.
    private static readonly ContractsJsonContext Context = new(
        new JsonSerializerOptions(ContractsJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Reads one object.</summary>
    /// <exception cref="ContractsJsonException">
    /// The text is not JSON, a member has the wrong type, or a list or map holds a null; names the path.
    /// </exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Read(utf8, TypeInfo<T>());
        }
        catch (InvalidOperationException exception)
        {
            // Bytes that are no UTF-8 and lone surrogates are found when a text is read, also while a misfit is being described.
            throw new ContractsJsonException("", $"holds a text that is not Unicode ({exception.Message})", exception);
        }
    }

    /// <summary>Reads one object from a parsed document.</summary>
    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public static T Deserialize<T>(JsonNode node) => Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(node, ContractsJsonNodes.Default.JsonNode));

    /// <summary>Compact UTF-8 JSON; absent members are left out.</summary>
    public static byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeInfo<T>());

    /// <summary>The object as a document that rules can compare and patch.</summary>
    public static JsonNode ToNode<T>(T value) => JsonSerializer.SerializeToNode(value, TypeInfo<T>())!;

    private static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
    {
        try
        {
            RefuseNullEntries(utf8, type);
            return JsonSerializer.Deserialize(utf8, type) ?? throw new ContractsJsonException("", "found null, expected an object");
        }
        catch (JsonException exception)
        {
            throw ContractsJsonException.From(exception, type, utf8);
        }
    }

    // The deserializer lets nulls into lists and maps. Most objects hold no null at all, and then nothing is parsed twice.
    private static void RefuseNullEntries(ReadOnlySpan<byte> utf8, JsonTypeInfo type)
    {
        if (utf8.IndexOf("null"u8) < 0 || !HoldsNull(utf8))
            return;

        var reader = new Utf8JsonReader(utf8);
        using var document = JsonDocument.ParseValue(ref reader);
        if (MisfitSearch.In(document.RootElement, type) is { Count: > 0 } misfits)
            throw new ContractsJsonException(misfits);
    }

    // A text may have the word in it.
    private static bool HoldsNull(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.Null)
                return true;
        }

        return false;
    }

    internal static JsonTypeInfo<T> TypeInfo<T>() => Known<T>.Info
        ?? throw new NotSupportedException($"{typeof(T).Name} is not registered in {nameof(ContractsJsonContext)}; add a [JsonSerializable] line there.");

    // Looked up once for each type.
    private static class Known<T>
    {
        public static readonly JsonTypeInfo<T>? Info = (JsonTypeInfo<T>?)Context.GetTypeInfo(typeof(T));
    }
}

[JsonSerializable(typeof(JsonNode))]
internal sealed partial class ContractsJsonNodes : JsonSerializerContext;
