using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.FieldManagement;

/// <summary>The annotation of client-side apply: who comes from it to server-side apply meets no conflict with himself.</summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>The fields that client-side apply has written and nobody has changed since; empty without the annotation, or when it cannot be read.</summary>
    public static FieldSet FieldsOf(MergeType type, JsonObject live)
    {
        try
        {
            if (live.TextAt("metadata", "annotations", Annotation) is not { } text || JsonReading.Parse(Encoding.UTF8.GetBytes(text)) is not JsonObject applied
                || applied.TextAt("apiVersion") != live.TextAt("apiVersion"))
                return new FieldSet();
            var since = TypedWalks.Compare(type, applied, live);
            return TypedWalks.FieldsOf(type, applied).Difference(since.Modified).Difference(since.Added).Difference(since.Removed);
        }
        catch (JsonException)
        {
            // Anybody may write annotations; nonsense there excuses no conflict.
            return new FieldSet();
        }
    }

    /// <summary>Keeps the annotation true where there is one, so that both ways of applying can be used on.</summary>
    public static void Refresh(JsonObject result, JsonObject applied)
    {
        if (result.TextAt("metadata", "annotations", Annotation) is null)
            return;
        var configuration = applied.Clone();
        if (configuration.ObjectAt("metadata", "annotations") is { } annotations)
            _ = annotations.Remove(Annotation);
        result["metadata"]!["annotations"]![Annotation] = configuration.ToText() + "\n";
    }
}
