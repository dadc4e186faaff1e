using System.Text;

namespace Shared.Submission.SparkSubmit;

/// <summary>One file of the submitter.</summary>
internal static class SubmitterFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A path without the scheme that may stand before it.</summary>
    public static string PathOf(string uri) =>
        uri.StartsWith("file://", StringComparison.Ordinal) ? uri["file://".Length..]
        : uri.StartsWith("file:", StringComparison.Ordinal) ? uri["file:".Length..]
        : uri;

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static string In(string directory, string name) => $"{directory.TrimEnd('/')}/{name}";

    /// <summary>Null when the bytes are no UTF-8.</summary>
    public static string? Text(byte[] content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
