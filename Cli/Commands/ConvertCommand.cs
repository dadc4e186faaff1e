using System.CommandLine;
using Cli.Conversion;
using Cli.Output;
using Kubernetes.Client.Manifests;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conversion;
using Shared.Submission.SparkSubmit;

namespace Cli.Commands;

/// <summary>
/// <c>sparkctl convert FILE</c>: scripts that call spark-submit, and manifests of Google's operator, become SparkApplications of today; and a
/// SparkApplication becomes a spark-submit command line.
/// </summary>
internal static class ConvertCommand
{
    public static Command Build(Shell shell)
    {
        var file = FileArgument.One("A shell script with spark-submit, a manifest of an older version, or a SparkApplication; - for standard input.");
        var to = new Option<string>("--to") { Description = "application or command.", DefaultValueFactory = _ => "application" };
        to.AcceptOnlyFromAmong("application", "command");
        var output = new Option<string>("--output", "-o") { Description = "yaml or json: {application, lost, warnings}, of several a list.", DefaultValueFactory = _ => "yaml" };
        output.AcceptOnlyFromAmong("yaml", "json");
        var version = new Option<string?>("--spark-version") { Description = "Spark of the image. Default: what the image's tag says, else the newest." };
        var command = new Command("convert", "Turn spark-submit scripts and old manifests into SparkApplications, and back. What is lost is told.") { to, output, version };
        file.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (name, text) = await ManifestFiles.TextAsync(file.Read(parsed), shell, cancellationToken);
            if (parsed.GetRequiredValue(to) == "command")
                return await ToCommandAsync(name, text, shell);

            var format = parsed.GetRequiredValue(output) == "json" ? OutputFormat.Json : OutputFormat.Yaml;
            var converted = IsScript(text) ? Submits(name, text, parsed.GetValue(version), shell) : Manifests(name, text);
            await ConversionOutput.WriteAsync(converted, format, shell);
            return ExitCodes.Ok;
        });
        return command;
    }

    // A manifest says apiVersion at the start of a line, or in quotes as JSON does; no spark-submit call does.
    private static bool IsScript(string text) =>
        text.Contains("spark-submit", StringComparison.Ordinal) && !text.Split('\n').Any(line => line.StartsWith("apiVersion", StringComparison.Ordinal)) && !text.TrimStart().StartsWith('{');

    private static IReadOnlyList<ConvertedManifest> Submits(string name, string script, string? version, Shell shell)
    {
        try
        {
            var calls = ShellScript.SparkSubmits(script, shell.Variable);
            return calls.Count > 0 ? [.. calls.Select(words => Submit(words, version, shell))] : throw CliException.Usage($"{name}: calls no spark-submit; nothing to convert.");
        }
        catch (FormatException problem)
        {
            throw CliException.Usage($"{name}: {problem.Message}", problem);
        }
    }

    private static ConvertedManifest Submit(IReadOnlyList<string> words, string? version, Shell shell)
    {
        var (arguments, errors) = SparkSubmitCommandLine.Parse(words);
        if (arguments is null)
            throw new CliException(string.Join("; ", errors));

        var submitter = shell.Submitter;
        return SparkSubmitConversion.ToApplication(arguments with { Files = submitter.Files, Environment = submitter.Environment, User = submitter.User }, version) switch
        {
            ConversionResult.Converted converted => ConversionOutput.Of(converted),
            ConversionResult.Refused refused => throw new CliException(refused.Reason),
            var other => throw new System.Diagnostics.UnreachableException($"a conversion has two results, and this is {other}."),
        };
    }

    private static IReadOnlyList<ConvertedManifest> Manifests(string name, string text)
    {
        var ours = ManifestReader.Read(name, text).Where(manifest => LegacyManifest.IsOne(manifest.ApiVersion, manifest.Kind)).ToList();
        return ours.Count > 0
            ? [.. ours.Select(manifest => LegacyManifest.ToCurrent(manifest.Object))]
            : throw CliException.Usage($"{name}: holds neither a call of spark-submit nor a SparkApplication or ScheduledSparkApplication; nothing to convert.");
    }

    private static async Task<int> ToCommandAsync(string name, string text, Shell shell)
    {
        foreach (var converted in Manifests(name, text))
        {
            var application = converted.Object["kind"]!.GetValue<string>() == SparkApplication.KindName
                ? ContractsJson.Deserialize<SparkApplication>(converted.Object)
                : throw CliException.Usage($"{name}: a schedule is no command line; convert its spec.template as a SparkApplication.");
            var (command, lost) = CommandLineText.Of(application);
            await ConversionOutput.TellAsync([.. converted.Lost, .. lost], converted.Warnings, shell);
            await shell.Out.WriteAsync(command);
        }

        return ExitCodes.Ok;
    }
}
