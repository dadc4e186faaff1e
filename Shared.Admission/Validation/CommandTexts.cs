namespace Shared.Admission.Validation;

internal static class CommandTexts
{
    /// <summary>The start script of the image hands these words to spark-submit, which takes any word with a leading dash for an option.</summary>
    public static bool IsSafe(string? text) => string.IsNullOrEmpty(text) || (text[0] != '-' && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)));
}
