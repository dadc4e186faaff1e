using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Diff;
using Cli.Output;
using Kubernetes.Client.Manifests;
using Shared.Contracts.Secrets;
using Shared.Contracts.SparkApplications;

namespace Cli.Commands;

/// <summary><c>sparkctl diff FILE</c>: what would change if the file were applied, and what each change would do to what runs.</summary>
internal static class DiffCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var file = FileArgument.One("YAML or JSON; - for standard input.");
        var command = new Command("diff", "Compare the SparkApplications of a file with the live ones. Exits with 1 if they differ.");
        file.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var manifests = await ManifestFiles.ReadAsync(file.Read(parsed), shell, cancellationToken);
            var cluster = global.Connect(shell, parsed);
            var differs = false;
            foreach (var manifest in manifests.Where(IsApplication))
                differs |= await CompareAsync(manifest, cluster with { Namespace = manifest.Namespace ?? cluster.Namespace }, shell, cancellationToken);

            var others = manifests.Count(manifest => !IsApplication(manifest));
            if (others > 0)
                await shell.Error.WriteLineAsync($"{others} object(s) of other kinds not compared; 'kubectl diff -f' compares them.");
            return differs ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    private static bool IsApplication(Manifest manifest) =>
        (manifest.ApiVersion, manifest.Kind) == (SparkApplication.GroupVersion, SparkApplication.KindName);

    private static async Task<bool> CompareAsync(Manifest manifest, ClusterAccess cluster, Shell shell, CancellationToken cancellationToken)
    {
        if (manifest.Name is not { Length: > 0 } name)
            throw CliException.Usage($"{manifest.PlaceOf("metadata")}: the application has no name, so there is nothing to compare it with.");

        var title = $"sparkapplication.{SparkResources.Group}/{name}";
        if (await cluster.FindAsync(SparkResources.Applications, name, cancellationToken) is not { } live)
        {
            await shell.Out.WriteLineAsync($"{title} would be created");
            return true;
        }

        var differences = ApplicationDiff.Between(live, manifest.Object);
        if (differences.Count == 0)
            return false;

        var state = ApplicationStates.Parse(live["status"]?["applicationState"]?["state"]?.GetValue<string>());
        await shell.Out.WriteLineAsync($"{title} ({shell.Colours.Paint(state is ApplicationState.New ? "NEW" : state.ToText())})");
        await shell.Out.WriteAsync(TextTable.Render(["TAKES EFFECT", "FIELD", "LIVE", "FILE"], [.. differences.Select(difference => Row(difference, state))], shell.Colours));
        return true;
    }

    private static IReadOnlyList<string> Row(FieldDifference difference, ApplicationState state) =>
        [ChangeRules.Of(difference.Path, state).ToText(), difference.Path, Shown(difference.Path, difference.Live), Shown(difference.Path, difference.Wanted)];

    private static string Shown(string path, JsonNode? value) => value switch
    {
        null => "-",
        JsonValue when SecretText.IsKey(path) => Masking.Hidden,
        _ => ObjectText.OneLine(Masking.Mask(value)!),
    };
}
