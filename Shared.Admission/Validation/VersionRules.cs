using System.Text.RegularExpressions;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>What an application asks for against the Spark version that it names.</summary>
internal static partial class VersionRules
{
    private static readonly Version Oldest = new(3, 3);

    /// <summary>Properties that came later than the oldest version, with the first that has them; a prefix stands for all keys below it.</summary>
    private static readonly (string Key, Version Since)[] Newer =
    [
        ("spark.driver.minMemoryOverhead", new(4, 0)),
        ("spark.executor.minMemoryOverhead", new(4, 0)),
        (SparkConfKeys.DriverServiceLabelPrefix, new(3, 4)),
        ("spark.kubernetes.executor.useDriverPodIP", new(4, 1)),
    ];

    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        Judge(spec.SparkVersion, spec.Image, spec.SparkConf, context);
        if (spec.PythonVersion is "2" && Line(spec.SparkVersion) >= new Version(3, 1))
            context.Warn("pythonVersion", ErrorCodes.NotSupported, $"Spark {spec.SparkVersion} has no Python 2; write \"3\" or remove it");
    }

    /// <summary>What holds for every kind that names a version, an image and properties.</summary>
    public static void Judge<T>(string? sparkVersion, string? image, IReadOnlyDictionary<string, string>? conf, ValidationContext<T> context)
    {
        if (Line(sparkVersion) is not { } version)
        {
            context.Warn("sparkVersion", ErrorCodes.NotSupported, $"'{sparkVersion}' is not a Spark version, so it is guessed from the image; write that of the image, such as '4.0.1'");
            return;
        }

        if (version < Oldest)
            context.Warn("sparkVersion", ErrorCodes.VersionTooOld, $"Spark {sparkVersion} is older than {Oldest}, whose rules are used; run {Oldest} or later");
        if (TagLine(image) is { } tag && tag != version)
            context.Warn("sparkVersion", ErrorCodes.Conflict, $"the image '{image}' is of Spark {tag}; write that version, or change the image");
        foreach (var (key, since) in Newer.Where(feature => version < feature.Since))
        {
            if (conf.OrEmpty().Keys.FirstOrDefault(present => present.StartsWith(key, StringComparison.Ordinal)) is { } found)
                context.Warn($"sparkConf[{found}]", ErrorCodes.VersionTooOld, $"Spark {sparkVersion} does not know this key; it came with {since}");
        }
    }

    /// <summary>Major and minor; null when the text is no version.</summary>
    public static Version? Line(string? text) => Start().Match(text ?? "") is { Success: true } match ? Parse(match) : null;

    private static Version? TagLine(string? image)
    {
        var name = image?.Split('@', 2)[0] ?? "";
        var tag = name[(name.LastIndexOf('/') + 1)..] is var last && last.Contains(':') ? last[(last.IndexOf(':') + 1)..] : "";

        // Tags of Spark images begin with the version; others may mean anything by their numbers.
        return last.StartsWith("spark", StringComparison.Ordinal) && Start().Match(tag) is { Success: true } match ? Parse(match) : null;
    }

    private static Version? Parse(Match match) => Version.TryParse($"{match.Groups["major"].Value}.{match.Groups["minor"].Value}", out var version) ? version : null;

    [GeneratedRegex(@"^\s*v?(?<major>[0-9]{1,4})\.(?<minor>[0-9]{1,4})(\.[0-9]{1,9})?(?![0-9.])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Start();
}
