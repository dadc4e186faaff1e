using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Output;
using Kubernetes.Client.Manifests;
using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission;

namespace Cli.Commands;

/// <summary><c>sparkctl render FILE</c>: the driver pod and its companions as a List, without a cluster.</summary>
internal static class RenderCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var file = new Argument<string>("file") { Description = "YAML or JSON with one SparkApplication; - for standard input. Other objects are left out." };
        var output = new Option<string>("--output", "-o") { Description = "yaml or json.", DefaultValueFactory = _ => "yaml" };
        output.AcceptOnlyFromAmong("yaml", "json");
        var command = new Command("render", "Print the objects that an application becomes.") { file, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var manifests = await ManifestFiles.ReadAsync(parsed.GetRequiredValue(file), shell, cancellationToken);
            var application = Read(Single(manifests, parsed.GetRequiredValue(file)), global.TypedNamespace(parsed));
            var rendered = Render(application);
            foreach (var warning in rendered.Warnings.Concat(rendered.NeedsPodWebhook))
                await shell.Error.WriteLineAsync($"Warning: {warning}");
            await shell.Error.WriteLineAsync("rendered without owner references: these objects stay until they are deleted by hand");
            await shell.Out.WriteAsync(ObjectText.Of(ObjectText.List(Objects(rendered)), parsed.GetRequiredValue(output) == "json" ? OutputFormat.Json : OutputFormat.Yaml));
        });
        return command;
    }

    private static Manifest Single(IReadOnlyList<Manifest> manifests, string file)
    {
        var applications = manifests.Where(manifest => manifest is { ApiVersion: SparkApplication.GroupVersion, Kind: SparkApplication.KindName }).ToList();
        return applications.Count == 1
            ? applications[0]
            : throw CliException.Usage($"'{file}' holds {applications.Count} SparkApplications; render takes exactly one.");
    }

    private static SparkApplication Read(Manifest manifest, string? typedNamespace)
    {
        var read = ContractsJson.Deserialize<SparkApplication>(manifest.Object);
        var application = SparkApplicationDefaults.Apply(
            read with { Metadata = (read.Metadata ?? new ObjectMeta()) with { Namespace = typedNamespace ?? manifest.Namespace ?? "default", Uid = null } });
        var outcome = SparkApplicationValidation.Validate(application);
        return outcome.IsValid
            ? application
            : throw new CliException(string.Join("; ", outcome.Errors.Select(error => $"{manifest.PlaceOf(error.Path)}: {error}")));
    }

    // No owner: what is printed is applied without the application. No clock: the same file gives the same bytes, so that what is rendered can be kept in version control.
    private static SubmissionResult.Rendered Render(SparkApplication application)
    {
        var identity = new SubmissionIdentity(
            SubmissionIds.Next($"{application.Metadata!.Namespace}/{application.Metadata.Name}", null), DateTimeOffset.UnixEpoch);
        return NativeSubmission.Render(application, identity) switch
        {
            SubmissionResult.Rendered rendered => rendered,
            var refused => throw new CliException(refused.ToString()!),
        };
    }

    private static IEnumerable<JsonObject> Objects(SubmissionResult.Rendered rendered) => rendered.Companions
        .Select(companion => JsonNode.Parse(companion.ToJson())!)
        .Append(ContractsJson.ToNode(rendered.Driver))
        .Select(node => node.AsObject());
}
