using System.Text.RegularExpressions;

namespace Shared.Submission.SparkVersions;

/// <summary>Which release's rules an application gets.</summary>
public static partial class SparkReleases
{
    /// <summary>
    /// By <c>spec.sparkVersion</c> (a leading v is ignored, a missing patch is the newest known one), else by the image's tag, else the newest.
    /// </summary>
    /// <returns>The release, and a warning when the text did not decide it alone.</returns>
    public static (SparkRelease Release, string? Warning) Resolve(string? sparkVersion, string? image)
    {
        if (Parse(sparkVersion) is { } named)
            return named;

        if (Parse(TagOf(image)) is { } tagged)
            return (tagged.Release, $"'{sparkVersion}' is not a Spark version; took {tagged.Release.Label} from the image '{image}'.");

        return (SparkRelease.Newest, $"'{sparkVersion}' is not a Spark version and the image '{image}' names none; took {SparkRelease.Newest.Label}.");
    }

    /// <summary>The release that an image's tag names; null when it names none.</summary>
    public static SparkRelease? OfImage(string? image) => Parse(TagOf(image))?.Release;

    /// <summary>The release of a version that is written out.</summary>
    public static SparkRelease For(string sparkVersion) => Resolve(sparkVersion, null).Release;

    private static (SparkRelease Release, string? Warning)? Parse(string? text)
    {
        var match = VersionText().Match(text ?? "");
        if (!match.Success || !Version.TryParse(match.Groups["major"].Value + "." + match.Groups["minor"].Value, out var line))
            return null;

        var newestOfLine = SparkRelease.Known.LastOrDefault(release => release.Rules.Major == line.Major && release.Rules.Minor == line.Minor);
        var patch = match.Groups["patch"];
        var exact = patch.Success && int.TryParse(patch.Value, out var number) ? new Version(line.Major, line.Minor, number) : null;

        if (newestOfLine is not null)
            return (exact is null ? newestOfLine : new SparkRelease(exact.ToString(), exact), null);

        var nearest = line < SparkRelease.Oldest.Rules ? SparkRelease.Oldest : SparkRelease.Newest;
        return (new SparkRelease((exact ?? line).ToString(), nearest.Rules), $"Spark {exact ?? line} is not known; its pods are built by the rules of {nearest.Label}.");
    }

    private static string? TagOf(string? image)
    {
        var tag = image?.Split('@', 2)[0] is { } name && name.LastIndexOf(':') is var colon and > 0 ? name[(colon + 1)..] : null;
        return tag is null || tag.Contains('/') ? null : tag;
    }

    [GeneratedRegex(@"^\s*v?(?<major>\d{1,4})\.(?<minor>\d{1,4})(\.(?<patch>\d{1,9}))?(?![\d.])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex VersionText();
}
