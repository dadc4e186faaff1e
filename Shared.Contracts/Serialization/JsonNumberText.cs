using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Shared.Contracts.Serialization;

internal static class JsonNumberText
{
    /// <summary>The digits of the number under the reader, exactly as they stand in the document.</summary>
    public static string Of(ref Utf8JsonReader reader) =>
        Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
}
