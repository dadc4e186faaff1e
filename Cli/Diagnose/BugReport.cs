using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Cli.Output;
using Shared.Contracts.Serialization;

namespace Cli.Diagnose;

/// <summary>All of a <see cref="Case"/> as an archive to attach to a bug report: objects and log with what looks like a secret hidden.</summary>
internal static class BugReport
{
    /// <summary>A gzipped tar; the same case at the same time gives the same bytes.</summary>
    public static async Task WriteAsync(Stream target, Case found, string diagnosis, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var zipped = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        await using var archive = new TarWriter(zipped, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (name, text) in Files(found, diagnosis))
        {
            var entry = new PaxTarEntry(TarEntryType.RegularFile, name) { ModificationTime = now, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
            await archive.WriteEntryAsync(entry, cancellationToken);
        }
    }

    private static IEnumerable<(string Name, string Text)> Files(Case found, string diagnosis)
    {
        yield return ("diagnosis.txt", diagnosis);
        yield return ("application.yaml", YamlText.Of(Masking.Mask(found.Json)));
        yield return ("pods.yaml", YamlText.Of(Masked(found.Pods)));
        yield return ("events.yaml", YamlText.Of(Masked(found.Events)));
        if (found.DriverLog is { } log)
            yield return ("driver.log", string.Concat(log.Select(line => Masking.MaskText(line) + "\n")));
    }

    private static JsonArray Masked<T>(IEnumerable<T> items) => new([.. items.Select(item => Masking.Mask(ContractsJson.ToNode(item)))]);
}
