using System.Globalization;

namespace Shared.Contracts.JsonPatch;

/// <summary>Paths of RFC 6901.</summary>
public static class JsonPointer
{
    /// <summary>The place behind the last item of a list.</summary>
    public const string End = "-";

    /// <summary>The path of a member, whatever its name is.</summary>
    public static string Join(string path, string member) => string.Concat(
        path, "/", member.AsSpan().ContainsAny('~', '/') ? member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) : member);

    /// <summary>The path of an item.</summary>
    public static string Join(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}/{index}");
}
