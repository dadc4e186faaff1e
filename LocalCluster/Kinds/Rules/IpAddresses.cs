using System.Globalization;
using System.Net;
using LocalCluster.Errors;

namespace LocalCluster.Kinds.Rules;

/// <summary>Addresses and networks as texts.</summary>
internal static class IpAddresses
{
    public static IEnumerable<Cause> Address(string path, string text) =>
        Parse(text) is null ? [Cause.Invalid(path, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")] : [];

    public static IEnumerable<Cause> Network(string path, string text) =>
        ParseNetwork(text) is null ? [Cause.Invalid(path, text, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")] : [];

    /// <summary>Four decimal numbers, or the form of version 6; leading zeros are borne, the short forms of old are not. Null: it is none.</summary>
    public static IPAddress? Parse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address) ? address : null;
        var parts = text.Split('.');
        if (parts.Length != 4)
            return null;
        var bytes = new byte[4];
        for (var i = 0; i < 4; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
                return null;
        }

        return new IPAddress(bytes);
    }

    /// <summary>The address and the number of its leading bits.</summary>
    public static (IPAddress Address, int Bits)? ParseNetwork(string text) =>
        text.Split('/') is [var address, var length] && Parse(address) is { } ip && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
        && bits <= ip.GetAddressBytes().Length * 8 ? (ip, bits) : null;

    /// <summary>The one is a part of the other, and not all of it.</summary>
    public static bool IsInside((IPAddress Address, int Bits) part, (IPAddress Address, int Bits) whole)
    {
        var (one, other) = (part.Address.GetAddressBytes(), whole.Address.GetAddressBytes());
        return one.Length == other.Length && part.Bits > whole.Bits
            && Enumerable.Range(0, whole.Bits).All(bit => ((one[bit / 8] ^ other[bit / 8]) >> (7 - (bit % 8)) & 1) == 0);
    }
}
