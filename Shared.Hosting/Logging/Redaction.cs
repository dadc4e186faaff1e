using System.Text;
using System.Text.RegularExpressions;

namespace Shared.Hosting.Logging;

/// <summary>
/// Makes a text fit for a log: what looks like a credential is masked, and control characters are escaped, so that a name from
/// an object can neither forge a line nor move the cursor of a terminal.
/// </summary>
public static partial class Redaction
{
    public static string Clean(string text) => EscapeControls(MaskSecrets(text));

    private static string MaskSecrets(string text)
    {
        var masked = BearerToken().Replace(text, "$1***");
        masked = UrlPassword().Replace(masked, "$1***@");
        return KeyAndValue().Replace(masked, "$1***");
    }

    private static string EscapeControls(string text)
    {
        var index = text.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        if (index < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0)
            return text;

        var clean = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            _ = char.IsControl(letter) ? clean.Append($"\\u{(int)letter:x4}") : clean.Append(letter);
        }

        return clean.ToString();
    }

    [GeneratedRegex(@"(\bBearer\s+)[A-Za-z0-9._~+/=-]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BearerToken();

    [GeneratedRegex(@"([a-z][a-z0-9+.-]*://)[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"((?:password|passwd|secret|token|access\.?key|private\.?key|credential)[A-Za-z0-9._-]*\s*[=:]\s*""?)[^\s"",;]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyAndValue();
}
