using System.Globalization;
using System.Text.Json.Nodes;

namespace Kubernetes.Client.Manifests;

/// <summary>A place in a text, counted from 1.</summary>
public readonly record struct TextPosition(long Line, long Column);

/// <summary>One object of a file, with the place of each of its members.</summary>
/// <param name="Source">Name of the file, for messages.</param>
/// <param name="Object">The object as JSON.</param>
public sealed record Manifest(string Source, JsonObject Object)
{
    /// <summary>Paths as <c>spec.driver.cores</c> and <c>spec.driver.env[0].name</c>; empty for an object that was read as JSON.</summary>
    internal IReadOnlyDictionary<string, TextPosition> Positions { get; init; } = new Dictionary<string, TextPosition>();

    public string? ApiVersion => Text(Object["apiVersion"]);

    public string? Kind => Text(Object["kind"]);

    public string? Name => Text((Object["metadata"] as JsonObject)?["name"]);

    public string? Namespace => Text((Object["metadata"] as JsonObject)?["namespace"]);

    /// <summary>Such as <c>spark-pi.yaml, line 14, column 12</c>, of the member or the nearest one above it that has a place.</summary>
    public string PlaceOf(string path) => PositionOf(path) is { } position
        ? string.Create(CultureInfo.InvariantCulture, $"{Source}, line {position.Line}, column {position.Column}")
        : Source;

    /// <summary>Of the member or the nearest one above it that has a place; null when none has.</summary>
    public TextPosition? PositionOf(string path)
    {
        for (var above = path; ; above = above[..Math.Max(0, above.LastIndexOfAny(['.', '[']))])
        {
            if (Positions.TryGetValue(above, out var position))
                return position;
            if (above.Length == 0)
                return null;
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>A file that holds no usable object. The message is one sentence with file and place.</summary>
public sealed class ManifestException(string message, Exception? cause = null) : Exception(message, cause);
