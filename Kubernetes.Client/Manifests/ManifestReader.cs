using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Kubernetes.Client.Manifests;

/// <summary>Reads what people hand to kubectl: YAML documents one after the other, JSON, and lists of objects.</summary>
public static class ManifestReader
{
    /// <summary>All objects of a text, in order; an item of a <c>List</c> counts as an object of its own.</summary>
    /// <exception cref="ManifestException">Not YAML, or a document that is no object of an API.</exception>
    public static IReadOnlyList<Manifest> Read(string source, string text)
    {
        var manifests = Documents(source, text).SelectMany(Items).ToList();
        foreach (var manifest in manifests)
            RequireIdentity(manifest);

        return manifests.Count > 0
            ? manifests
            : throw new ManifestException($"{source}: found no object; expected YAML or JSON with apiVersion, kind and metadata.");
    }

    private static IEnumerable<Manifest> Documents(string source, string text)
    {
        try
        {
            return [.. YamlText.Load(text).Documents.Select(document => document.RootNode).Where(root => !YamlScalars.IsEmpty(root)).Select(root => YamlDocument.ToManifest(source, root))];
        }
        catch (YamlException) when (IsJson(text, out var document))
        {
            return [new Manifest(source, document)];
        }
        catch (YamlException exception)
        {
            throw new ManifestException($"{source}, line {exception.Start.Line}, column {exception.Start.Column}: not YAML: {Sentence(exception)}", exception);
        }
    }

    private static IEnumerable<Manifest> Items(Manifest manifest) =>
        manifest.Kind?.EndsWith("List", StringComparison.Ordinal) == true && manifest.Object["items"] is JsonArray items
            ? items.Select((item, index) => Item(manifest, item, $"items[{index}]"))
            : [manifest];

    private static Manifest Item(Manifest list, JsonNode? item, string path) =>
        item is JsonObject document
            ? new Manifest(list.Source, document.DeepClone().AsObject())
            {
                Positions = list.Positions.Where(place => place.Key == path || place.Key.StartsWith($"{path}.", StringComparison.Ordinal))
                    .ToDictionary(place => place.Key[path.Length..].TrimStart('.'), place => place.Value),
            }
            : throw new ManifestException($"{list.PlaceOf(path)}: {path} is no object; expected one with apiVersion, kind and metadata.");

    private static void RequireIdentity(Manifest manifest)
    {
        var missing = manifest.ApiVersion is null or "" ? "apiVersion" : manifest.Kind is null or "" ? "kind" : null;
        if (missing is not null)
            throw new ManifestException($"{manifest.PlaceOf(missing)}: '{missing}' is missing or no text; every object needs apiVersion and kind.");
    }

    private static bool IsJson(string text, out JsonObject document)
    {
        try
        {
            document = JsonNode.Parse(text) as JsonObject ?? [];
            return document.Count > 0;
        }
        catch (JsonException)
        {
            document = [];
            return false;
        }
    }

    private static string Sentence(YamlException exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.') + ".";
}
