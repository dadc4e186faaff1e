using System.Collections.Immutable;
using System.Text.Json;
using Shared.Hosting;
using Shared.Hosting.Options;
using Shared.Hosting.Rendering;
using Shared.Submission;

namespace Controller.Hosting;

/// <summary>The options about drivers, and about what is put around them.</summary>
internal static class SurroundingsOptions
{
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static SubmissionOptions From(OptionValues values)
    {
        return RenderingOptions.From(values) with
        {
            EnableUIService = values.Switch(ControllerCommand.UIService),
            IngressClassName = values.Text(ControllerCommand.IngressClassName),
            IngressTls = Tls(values),
            IngressAnnotations = Annotations(values),
            EnableDriverDisruptionBudget = values.Switch(ControllerCommand.DriverDisruptionBudget),
        };
    }

    private static IReadOnlyList<JsonElement> Tls(OptionValues values)
    {
        if (Json(values, ControllerCommand.IngressTls) is not { } json)
            return [];
        return json.ValueKind is JsonValueKind.Array && json.EnumerateArray().All(entry => entry.ValueKind is JsonValueKind.Object)
            ? [.. json.EnumerateArray()]
            : throw new UsageException($"--{ControllerCommand.IngressTls}: {json.GetRawText()} is no list; write [{{\"hosts\": [\"*.example.com\"], \"secretName\": \"name\"}}].");
    }

    private static ImmutableSortedDictionary<string, string> Annotations(OptionValues values)
    {
        if (Json(values, ControllerCommand.IngressAnnotations) is not { } json)
            return ImmutableSortedDictionary<string, string>.Empty;
        return json.ValueKind is JsonValueKind.Object && json.EnumerateObject().All(entry => entry.Value.ValueKind is JsonValueKind.String)
            ? json.EnumerateObject().ToImmutableSortedDictionary(entry => entry.Name, entry => entry.Value.GetString()!, StringComparer.Ordinal)
            : throw new UsageException($"--{ControllerCommand.IngressAnnotations}: {json.GetRawText()} is no object of texts; write {{\"key\": \"value\"}}.");
    }

    private static JsonElement? Json(OptionValues values, string name)
    {
        if (values.Text(name) is not { } text)
            return null;
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException error)
        {
            throw new UsageException($"--{name}: '{text}' is not JSON: {error.Message}", error);
        }
    }
}
