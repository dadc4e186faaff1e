using System.Text.Json.Nodes;

namespace LocalCluster.Api;

/// <summary>The fields of <c>metadata</c>, known for every kind.</summary>
internal static class MetadataFields
{
    private static readonly HashSet<string> Known =
    [
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    public static IEnumerable<string> Prune(JsonObject? metadata)
    {
        var unknown = metadata?.Select(pair => pair.Key).Where(name => !Known.Contains(name)).Order(StringComparer.Ordinal).ToList() ?? [];
        foreach (var name in unknown)
            _ = metadata!.Remove(name);
        return unknown.Select(name => $"metadata.{name}");
    }
}
