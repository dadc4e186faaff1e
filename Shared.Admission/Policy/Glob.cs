namespace Shared.Admission.Policy;

/// <summary>Patterns in which <c>*</c> stands for any text, the empty one included, and every other character for itself.</summary>
internal static class Glob
{
    public static bool Matches(string pattern, string text)
    {
        var (at, inText, star, resume) = (0, 0, -1, 0);
        while (inText < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, inText);
            }
            else if (at < pattern.Length && pattern[at] == text[inText])
            {
                (at, inText) = (at + 1, inText + 1);
            }
            else if (star >= 0)
            {
                // The star takes one character more, and the rest is tried again.
                (at, inText) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).IndexOfAnyExcept('*') < 0;
    }
}
