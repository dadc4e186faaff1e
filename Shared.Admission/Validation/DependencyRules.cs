using System.Text.RegularExpressions;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>What an application brings along: files by their addresses, packages by their coordinates.</summary>
internal static partial class DependencyRules
{
    private static readonly string[] PythonEndings = [".py", ".zip", ".egg"];

    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        var deps = spec.Deps ?? new Dependencies();
        JudgeAddresses("deps.jars", deps.Jars);
        JudgeAddresses("deps.files", deps.Files);
        JudgeAddresses("deps.pyFiles", deps.PyFiles);
        JudgeAddresses("deps.archives", deps.Archives);
        JudgeAddresses("deps.repositories", deps.Repositories);
        JudgeCoordinates("deps.packages", deps.Packages, Coordinate(), "group:artifact:version");
        JudgeCoordinates("deps.excludePackages", deps.ExcludePackages, Exclusion(), "group:artifact");
        JudgeMain(spec, context);
        JudgeImage(spec, context);

        // Lists become one text with commas between.
        void JudgeAddresses(string list, IReadOnlyList<string>? addresses)
        {
            foreach (var (index, address) in addresses.OrEmpty().Index())
            {
                if (string.IsNullOrWhiteSpace(address) || address.AsSpan().ContainsAny(", \t\r\n"))
                    context.Warn($"{list}[{index}]", ErrorCodes.InvalidText, "Spark reads blanks and commas as the end of an address; write one address in each item");
            }
        }

        void JudgeCoordinates(string list, IReadOnlyList<string>? coordinates, Regex pattern, string form)
        {
            foreach (var (index, coordinate) in coordinates.OrEmpty().Index().Where(entry => !pattern.IsMatch(entry.Item)))
                context.Warn($"{list}[{index}]", ErrorCodes.InvalidText, $"'{coordinate}' is not '{form}', and Spark refuses to start; write all parts with ':' between them");
        }
    }

    // Spark goes by the ending, not by spec.type.
    private static void JudgeMain(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        var file = spec.MainApplicationFile ?? "";
        var isPython = PythonEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        if (spec.Type == ApplicationTypes.Python && file.EndsWith(".jar", StringComparison.OrdinalIgnoreCase))
            context.Warn("type", ErrorCodes.Conflict, $"mainApplicationFile is a jar, which Spark runs as Java whatever this says; write {ApplicationTypes.Java} or {ApplicationTypes.Scala}");
        else if (isPython && spec.Type is ApplicationTypes.Java or ApplicationTypes.Scala && file.EndsWith(".py", StringComparison.OrdinalIgnoreCase))
            context.Warn("type", ErrorCodes.Conflict, $"mainApplicationFile is a Python file, which Spark runs as Python whatever this says; write {ApplicationTypes.Python}");
        if (isPython && !string.IsNullOrEmpty(spec.MainClass))
            context.Warn("mainClass", ErrorCodes.NoEffect, "a Python application has no main class; remove it");
    }

    private static void JudgeImage(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        foreach (var (role, pod) in new (string, SparkPodSpec?)[] { ("driver", spec.Driver), ("executor", spec.Executor) })
        {
            if (string.IsNullOrEmpty(spec.Image) && string.IsNullOrEmpty(pod?.Image) && !(pod?.Template?.Spec?.Containers).OrEmpty().Any(container => !string.IsNullOrEmpty(container.Image)))
                context.Warn(spec.Image is null ? $"{role}.image" : "image", ErrorCodes.ImageMissing, $"the {role} has no image, so it cannot be submitted; write 'spec.image'");
        }
    }

    [GeneratedRegex(@"^[^:\s,]+:[^:\s,]+:[^:\s,]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Coordinate();

    [GeneratedRegex(@"^[^:\s,]+:[^:\s,]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Exclusion();
}
