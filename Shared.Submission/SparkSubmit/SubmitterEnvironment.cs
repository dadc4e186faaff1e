using System.Text.RegularExpressions;
using Shared.Submission.Conf;

namespace Shared.Submission.SparkSubmit;

/// <summary>The variables that spark-submit sees: the submitter's, after <c>spark-env.sh</c> has changed them. Source: <c>bin/load-spark-env.sh</c>.</summary>
internal static partial class SubmitterEnvironment
{
    public static IReadOnlyDictionary<string, string> Of(SparkSubmitArguments arguments, ErrorList errors)
    {
        if (arguments.Files is null
            || !arguments.Environment.TryGetValue(ConfDirectory.Variable, out var directory)
            || arguments.Files.Read(SubmitterFile.In(directory, "spark-env.sh")) is not { } script)
            return arguments.Environment;

        var environment = new Dictionary<string, string>(arguments.Environment, StringComparer.Ordinal);
        var number = 0;
        foreach (var line in System.Text.Encoding.UTF8.GetString(script).Split('\n'))
        {
            number++;
            if (line.TrimStart() is "" or ['#', ..])
                continue;

            if (Assignment().Match(line) is { Success: true } assignment)
                environment[assignment.Groups["name"].Value] = assignment.Groups["value"].Value;
            else
                errors.NeedsJvm(
                    SubmitterFile.In(directory, "spark-env.sh"),
                    $"line {number} is more than a plain assignment, and no shell runs here; set the variables yourself and remove the line.");
        }

        return environment;
    }

    // Values in which a shell would replace nothing.
    [GeneratedRegex("""^\s*(export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)=("(?<value>[^"$`\\!]*)"|'(?<value>[^']*)'|(?<value>[A-Za-z0-9_./:,@%+=-]*))\s*(#.*)?$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();
}
