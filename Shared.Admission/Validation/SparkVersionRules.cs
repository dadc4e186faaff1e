using System.Text.RegularExpressions;

namespace Shared.Admission.Validation;

/// <summary>Semantic versions of Spark as Go's <c>semver</c> compares them: a leading v is allowed, minor and patch may be missing.</summary>
public static partial class SparkVersionRules
{
    /// <summary>Whether pod templates exist in this version. A text that is no version is older than all that are.</summary>
    public static bool KnowsPodTemplates(string? version)
    {
        if (SemanticVersion().Match(version ?? "") is not { Success: true } match)
            return false;
        var major = match.Groups["major"].ValueSpan;
        if (major.Length > 1 || major[0] > '3')
            return true;
        // A preview of 3.0.0 comes before 3.0.0.
        return major[0] == '3' && !(match.Groups["preview"].Success && IsZero(match.Groups["minor"]) && IsZero(match.Groups["patch"]));
    }

    private static bool IsZero(Group number) => !number.Success || number.ValueSpan is "0";

    // A preview needs all three numbers, and none of its numbers may begin with a zero.
    [GeneratedRegex(@"^v?(?<major>0|[1-9][0-9]*)(\.(?<minor>0|[1-9][0-9]*)(\.(?<patch>0|[1-9][0-9]*)(-(?<preview>(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?)?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SemanticVersion();
}
