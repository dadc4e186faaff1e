using System.Text.Json;
using Shared.Contracts.Serialization;

namespace Shared.Admission.Validation;

/// <summary>
/// Characters that no text of an object may hold: NUL and its like end texts early in the kernel and forge lines on terminals. Tabs and line ends are what
/// people write in arguments and settings.
/// </summary>
public static class ControlCharacterRules
{
    /// <summary>The first text that holds one, or is no Unicode, and why it is refused; null when there is none.</summary>
    /// <param name="json">An object as UTF-8.</param>
    /// <param name="root">The same object.</param>
    /// <param name="controlsAllowed">Whether only texts that are no Unicode are refused.</param>
    public static FieldError? Judge(ReadOnlySpan<byte> json, JsonElement root, bool controlsAllowed = false)
    {
        // JSON escapes these characters, so that a document without escapes has none: almost all end here.
        if (json.IndexOf("\\u"u8) < 0 && json.IndexOf("\\b"u8) < 0 && json.IndexOf("\\f"u8) < 0 && json.IndexOf((byte)0x7f) < 0)
            return null;
        try
        {
            return Find("", root, controlsAllowed);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair parses, and cannot be read; rules that come later would fail on it.
            return new FieldError("", ErrorCodes.InvalidText, "a text holds half a surrogate pair, which is no Unicode; remove it");
        }
    }

    private static FieldError? Find(string path, JsonElement element, bool controlsAllowed) => element.ValueKind switch
    {
        JsonValueKind.String when IsBad(element.GetString()!) && !controlsAllowed => Refused(path),
        JsonValueKind.Object => element.EnumerateObject()
            .Select(member => IsBad(member.Name) && !controlsAllowed ? Refused(path) : Find(JsonPaths.Member(path, member.Name), member.Value, controlsAllowed)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => element.EnumerateArray().Select((item, index) => Find(JsonPaths.Item(path, index), item, controlsAllowed)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool IsBad(string text) => text.AsSpan().ContainsAnyInRange('\0', '\b') || text.AsSpan().ContainsAnyInRange('\u000b', '\f')
        || text.AsSpan().ContainsAnyInRange('\u000e', '\u001f') || text.Contains('\u007f');

    private static FieldError Refused(string path) =>
        new(path, ErrorCodes.InvalidText, "a text holds a control character other than tab and line end; remove it");
}
