using System.Text.RegularExpressions;

namespace Shared.Submission.Arguments;

/// <summary>How the operator reads <c>spec.sparkVersion</c>: Go's semver, where a text that is no version is older than every version.</summary>
internal static partial class OperatorVersion
{
    public static bool HasPodTemplates(string? sparkVersion) =>
        Semantic().Match(sparkVersion ?? "") is { Success: true } match && match.Groups["major"].Value is var major && (major.Length > 1 || major[0] >= '3');

    [GeneratedRegex(@"^v?(?<major>0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Semantic();
}
