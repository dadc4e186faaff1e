using System.Text.Json;

namespace Kubernetes.Client.Watching;

/// <summary>Bytes to a stored object, or to the reason why not.</summary>
internal static class ItemDecoder
{
    public static (Stored<T>? Item, SetAside? Aside) Decode<T>(ItemIdentity identity, ReadOnlyMemory<byte> json, Func<ReadOnlyMemory<byte>, T> decode)
    {
        try
        {
            return (new Stored<T>(identity.Key, identity.Uid, identity.ResourceVersion, decode(json)), null);
        }
        catch (Exception misfit) when (misfit is not (OperationCanceledException or OutOfMemoryException))
        {
            // Decoders are the caller's and tenants choose what they are fed: a lone surrogate alone throws another type than bad JSON does.
            return (null, new SetAside(identity.Key, identity.Uid, identity.ResourceVersion, misfit.Message));
        }
    }

    /// <summary>The code of the Status in an ERROR event; 0 when it has none.</summary>
    public static int ErrorCode(ReadOnlyMemory<byte> status)
    {
        try
        {
            var reader = new Utf8JsonReader(status.Span, ItemIdentity.AnyDepth);
            _ = reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isCode = reader.ValueTextEquals("code"u8);
                _ = reader.Read();
                if (isCode && reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var code))
                    return code;
                reader.Skip();
            }

            return 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}
