using Kubernetes.Client.Manifests;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Cli.Commands;

/// <summary>Reads files of manifests and refuses those of ours that have wrong types, before anything is sent.</summary>
internal static class ManifestFiles
{
    public const string StandardInput = "-";

    public static async Task<IReadOnlyList<Manifest>> ReadAsync(string file, Shell shell, CancellationToken cancellationToken)
    {
        var (name, text) = await TextAsync(file, shell, cancellationToken);
        var manifests = ManifestReader.Read(name, text);
        var misfits = manifests.SelectMany(manifest => Misfits(manifest).Select(misfit => $"{manifest.PlaceOf(misfit.Path)}: {misfit}")).ToList();
        return misfits.Count == 0 ? manifests : throw CliException.Usage(string.Join("; ", misfits));
    }

    /// <summary>The name for messages, and the text of a file or of standard input.</summary>
    public static async Task<(string Name, string Text)> TextAsync(string file, Shell shell, CancellationToken cancellationToken) => file == StandardInput
        ? ("standard input", await shell.In.ReadToEndAsync(cancellationToken))
        : (file, await TextAsync(file, cancellationToken));

    private static async Task<string> TextAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage(
                Directory.Exists(file) ? $"'{file}' is a folder; give the path of one YAML or JSON file, or - for standard input."
                : File.Exists(file) ? $"'{file}' cannot be read ({unreadable.Message}); make it readable for this user."
                : $"'{file}' does not exist; give the path of a YAML or JSON file, or - for standard input.", unreadable);
        }
    }

    private static IReadOnlyList<Misfit> Misfits(Manifest manifest) => (manifest.ApiVersion, manifest.Kind) switch
    {
        (SparkApplication.GroupVersion, SparkApplication.KindName) => Misfits<SparkApplication>(manifest),
        (ScheduledSparkApplication.GroupVersion, ScheduledSparkApplication.KindName) => Misfits<ScheduledSparkApplication>(manifest),
        (SparkConnect.GroupVersion, SparkConnect.KindName) => Misfits<SparkConnect>(manifest),
        _ => [],
    };

    private static IReadOnlyList<Misfit> Misfits<T>(Manifest manifest)
    {
        try
        {
            _ = ContractsJson.Deserialize<T>(manifest.Object);
            return [];
        }
        catch (ContractsJsonException exception)
        {
            return exception.Misfits;
        }
    }
}
