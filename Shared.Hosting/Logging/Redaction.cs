using System.Text;
using Shared.Contracts.Secrets;

namespace Shared.Hosting.Logging;

/// <summary>
/// Makes a text fit for a log: what looks like a credential is masked, and control characters are escaped, so that a name from
/// an object can neither forge a line nor move the cursor of a terminal.
/// </summary>
public static class Redaction
{
    private const string Mask = "***";

    public static string Clean(string text) => EscapeControls(SecretText.Hide(text, Mask));

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
}
