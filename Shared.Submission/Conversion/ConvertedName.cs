namespace Shared.Submission.Conversion;

/// <summary>The name of an application is that of an object, and of a Service: a DNS label that starts with a letter.</summary>
internal static class ConvertedName
{
    private const string Fallback = "spark";

    public static string Of(string applicationName)
    {
        var label = SparkNames.AppNameLabel(applicationName).Trim('-');
        if (label.Length == 0)
            return Fallback;
        return char.IsAsciiDigit(label[0]) ? string.Concat("x", label.AsSpan(1)) : label;
    }
}
