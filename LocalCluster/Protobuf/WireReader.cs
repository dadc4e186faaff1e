namespace LocalCluster.Protobuf;

/// <summary>One field as it stands on the wire: a number or bytes.</summary>
internal readonly record struct WireField(int Number, ulong Value, ReadOnlyMemory<byte>? Bytes);

/// <summary>Cuts a message into its fields.</summary>
internal static class WireReader
{
    /// <exception cref="FormatException">The bytes are not a protobuf message.</exception>
    public static List<WireField> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<WireField>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            if (tag >> 3 is 0 or > 536_870_911)
                throw new FormatException($"proto: illegal tag {tag >> 3} before byte {at}");
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(new WireField(number, Varint(message.Span, ref at), null));
                    break;
                case 2:
                    var length = Varint(message.Span, ref at);
                    if (length > (ulong)(message.Length - at))
                        throw new FormatException("unexpected EOF");
                    fields.Add(new WireField(number, 0, message.Slice(at, (int)length)));
                    at += (int)length;
                    break;
                default:
                    throw new FormatException($"proto: wrong wireType = {tag & 7} for field {number}");
            }
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
                throw new FormatException("unexpected EOF");
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new FormatException("proto: integer overflow");
    }
}
