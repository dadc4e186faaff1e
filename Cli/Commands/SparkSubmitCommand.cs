using System.CommandLine;
using System.Diagnostics;
using Cli.Conversion;
using Cli.Output;
using Cli.SparkSubmit;
using Shared.Contracts.Names;
using Shared.Submission;
using Shared.Submission.Conversion;
using Shared.Submission.SparkSubmit;

namespace Cli.Commands;

/// <summary><c>sparkctl spark-submit</c>: what real spark-submit does in cluster mode, without Spark, without a JVM and without an operator.</summary>
internal static class SparkSubmitCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var words = new Argument<string[]>("words") { Description = "What follows spark-submit: options, application file, its arguments. Options of sparkctl come before the file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the objects instead of creating them." };
        var convert = new Option<bool>("--to-application") { Description = "Print the SparkApplication that does the same; in JSON as {application, lost, warnings}." };
        var output = new Option<string>("--output", "-o") { Description = "yaml or json, with the two above.", DefaultValueFactory = _ => "yaml" };
        output.AcceptOnlyFromAmong("yaml", "json");
        var version = new Option<string?>("--spark-version") { Description = "Spark of the image. Default: what the image's tag says, else the newest." };
        var command = new Command(SparkSubmitWords.Command, "Submit to a cluster without operator, follow the driver's log and exit with its code.") { words, dryRun, convert, output, version };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var format = parsed.GetRequiredValue(output) == "json" ? OutputFormat.Json : OutputFormat.Yaml;
            var arguments = Parse(parsed.GetValue(words) ?? [], global.TypedNamespace(parsed), shell.Submitter);
            if (parsed.GetValue(convert))
                return await ConvertAsync(arguments, parsed.GetValue(version), format, shell);

            var objects = await PlanAsync(arguments, parsed.GetValue(version), shell);
            if (parsed.GetValue(dryRun))
            {
                await shell.Error.WriteLineAsync("printed without owner references: the driver owns the other objects as soon as it exists");
                await shell.Out.WriteAsync(ObjectText.Of(ObjectText.List(DirectSubmission.Objects(objects)), format));
                return ExitCodes.Ok;
            }

            return await SubmitAsync(objects, global.Choice(parsed), shell, cancellationToken);
        });
        return command;
    }

    private static SparkSubmitArguments Parse(string[] words, string? typedNamespace, Submitter submitter)
    {
        var (arguments, errors) = SparkSubmitCommandLine.Parse(words);
        if (arguments is null)
            throw Refusal(errors);

        return arguments with
        {
            Files = submitter.Files,
            Environment = submitter.Environment,
            User = submitter.User,
            Conf = typedNamespace is null ? arguments.Conf : [.. arguments.Conf, new(SparkConfKeys.Namespace, typedNamespace)],
        };
    }

    private static async Task<SparkObjects> PlanAsync(SparkSubmitArguments arguments, string? version, Shell shell)
    {
        var (release, warning) = SparkSubmission.ReleaseOf(arguments, version);
        if (warning is not null)
            await shell.Error.WriteLineAsync($"Warning: {warning}");

        var identity = SparkIdentity.Of(new SubmissionIdentity(shell.Submitter.NewId(), shell.Clock.GetUtcNow()));
        var (objects, errors) = SparkSubmission.Plan(arguments, release, identity);
        return objects ?? throw Refusal(errors);
    }

    private static CliException Refusal(IReadOnlyList<SubmissionError> errors) => new(
        string.Join("; ", errors) + (errors.All(error => error.NeedsSubmitterJob) ? " Only real spark-submit, which needs a JVM, can do it as it stands." : ""));

    private static async Task<int> ConvertAsync(SparkSubmitArguments arguments, string? version, OutputFormat format, Shell shell)
    {
        var converted = SparkSubmitConversion.ToApplication(arguments, version) switch
        {
            ConversionResult.Converted done => done,
            ConversionResult.Refused refused => throw new CliException(refused.Reason),
            _ => throw new UnreachableException("a conversion has two results."),
        };
        await ConversionOutput.WriteAsync([ConversionOutput.Of(converted)], format, shell);
        return ExitCodes.Ok;
    }

    private static async Task<int> SubmitAsync(SparkObjects objects, ClusterChoice choice, Shell shell, CancellationToken cancellationToken)
    {
        var cluster = shell.Connect(choice with
        {
            Context = choice.Context ?? objects.Properties.GetValueOrDefault("spark.kubernetes.context"),
            Namespace = objects.Namespace,
            Server = new Uri(objects.Properties[SparkConfKeys.Master]["k8s://".Length..]),
        });
        var driver = await DirectSubmission.CreateAsync(cluster, objects, shell.Clock, cancellationToken);
        await shell.Error.WriteLineAsync($"pod/{driver.Metadata!.Name} created in namespace '{objects.Namespace}'");

        var waits = !string.Equals(objects.Properties.GetValueOrDefault(SparkConfKeys.WaitAppCompletion), "false", StringComparison.OrdinalIgnoreCase);
        return waits ? await DriverFollower.FollowAsync(cluster, driver, shell, cancellationToken) : ExitCodes.Ok;
    }
}
