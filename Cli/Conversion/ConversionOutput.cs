using System.Text.Json.Nodes;
using Cli.Output;
using Shared.Contracts.Serialization;
using Shared.Submission.Conversion;

namespace Cli.Conversion;

/// <summary>How conversions are printed: the object, what it does not say, and what to look at.</summary>
internal static class ConversionOutput
{
    public static ConvertedManifest Of(ConversionResult.Converted converted) =>
        new(ContractsJson.ToNode(converted.Application)!.AsObject(), converted.Lost, converted.Warnings);

    /// <summary>JSON is <c>{application, lost: [{what, why}], warnings}</c>, of several a list; in YAML, losses and warnings go to the error stream.</summary>
    public static async Task WriteAsync(IReadOnlyList<ConvertedManifest> converted, OutputFormat format, Shell shell)
    {
        if (format is OutputFormat.Json)
        {
            await shell.Out.WriteAsync(ObjectText.Of(converted.Count == 1 ? Json(converted[0]) : new JsonArray([.. converted.Select(Json)]), format));
            return;
        }

        foreach (var manifest in converted)
        {
            await TellAsync(manifest.Lost, manifest.Warnings, shell);
            if (converted.Count > 1)
                await shell.Out.WriteAsync("---\n");
            await shell.Out.WriteAsync(ObjectText.Of(manifest.Object, format));
        }
    }

    public static async Task TellAsync(IEnumerable<LostSetting> lost, IEnumerable<string> warnings, Shell shell)
    {
        foreach (var item in lost)
            await shell.Error.WriteLineAsync($"Lost: {item.What}: {item.Why}");
        foreach (var warning in warnings)
            await shell.Error.WriteLineAsync($"Warning: {warning}");
    }

    private static JsonObject Json(ConvertedManifest manifest) => new()
    {
        ["application"] = manifest.Object.DeepClone(),
        ["lost"] = new JsonArray([.. manifest.Lost.Select(lost => new JsonObject { ["what"] = lost.What, ["why"] = lost.Why })]),
        ["warnings"] = new JsonArray([.. manifest.Warnings.Select(warning => JsonValue.Create(warning))]),
    };
}
