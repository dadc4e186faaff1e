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
using Shared.Submission.Arguments;
using Shared.Submission.Executors;

namespace Cli.Commands;

/// <summary><c>sparkctl render FILE</c>: the driver pod and its companions as a List, without a cluster.</summary>
internal static class RenderCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var file = FileArgument.One("YAML or JSON with one SparkApplication; - for standard input. Other objects are left out.");
        var output = new Option<string>("--output", "-o") { Description = "yaml or json.", DefaultValueFactory = _ => "yaml" };
        output.AcceptOnlyFromAmong("yaml", "json");
        var executors = new Option<bool>("--executors") { Description = "With the executors that the driver will ask for at its start; to look at, not to apply." };
        var command = new Command("render", "Print the objects that an application becomes.") { output, executors };
        file.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var manifests = await ManifestFiles.ReadAsync(file.Read(parsed), shell, cancellationToken);
            var application = Read(Single(manifests, file.Read(parsed)), global.TypedNamespace(parsed));
            var identity = Identity(application);
            var rendered = Render(application, identity);
            foreach (var warning in rendered.Warnings.Concat(rendered.NeedsPodWebhook))
                await shell.Error.WriteLineAsync($"Warning: {warning}");
            await shell.Error.WriteLineAsync("rendered without owner references: these objects stay until they are deleted by hand");
            var objects = Objects(rendered).Concat(parsed.GetValue(executors) ? Executors(rendered, application, identity) : []);
            await shell.Out.WriteAsync(ObjectText.Of(ObjectText.List(objects), parsed.GetRequiredValue(output) == "json" ? OutputFormat.Json : OutputFormat.Yaml));
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
    private static SubmissionIdentity Identity(SparkApplication application) => new(
        SubmissionIds.Next($"{application.Metadata!.Namespace}/{application.Metadata.Name}", null), DateTimeOffset.UnixEpoch);

    private static SubmissionResult.Rendered Render(SparkApplication application, SubmissionIdentity identity) =>
        NativeSubmission.Render(application, identity) switch
        {
            SubmissionResult.Rendered rendered => rendered,
            var refused => throw new CliException(refused.ToString()!),
        };

    // The driver owns them, and there is none yet.
    private static IEnumerable<JsonObject> Executors(SubmissionResult.Rendered rendered, SparkApplication application, SubmissionIdentity identity)
    {
        var (executors, errors) = ExecutorPrediction.AtStart(rendered.Objects, rendered.Release, SparkIdentity.Of(identity));
        if (errors.Count > 0)
            throw new CliException($"the driver would fail to make executors: {string.Join("; ", FieldPaths.Named(errors, application))}");

        return executors.SelectMany(executor => executor.Claims
            .Select(claim => claim.With(claim.Metadata with { Namespace = rendered.Objects.Namespace, OwnerReferences = null }))
            .Select(claim => JsonNode.Parse(claim.ToJson())!.AsObject())
            .Append(ContractsJson.ToNode(executor.Pod with
            {
                Metadata = executor.Pod.Metadata! with { Namespace = rendered.Objects.Namespace, OwnerReferences = null },
            }).AsObject()));
    }

    private static IEnumerable<JsonObject> Objects(SubmissionResult.Rendered rendered) => rendered.Companions
        .Select(companion => JsonNode.Parse(companion.ToJson())!)
        .Append(ContractsJson.ToNode(rendered.Driver))
        .Select(node => node.AsObject());
}
