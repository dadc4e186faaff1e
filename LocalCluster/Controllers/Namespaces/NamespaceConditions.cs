using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Namespaces;

/// <summary>What is left of one kind in a namespace that is being deleted. <paramref name="Resource"/> as <c>sparkapplications.sparkoperator.k8s.io</c>.</summary>
internal sealed record Remainder(string Resource, ImmutableArray<ImmutableArray<string>> FinalizersOfEach);

/// <summary>The conditions that tell why a namespace is still there.</summary>
internal static class NamespaceConditions
{
    public static JsonArray Of(IReadOnlyList<Remainder> remainders, JsonArray? before, DateTimeOffset now)
    {
        // Core kinds are written with a trailing dot and nothing behind it, as the real controller does.
        var content = remainders.Select(one => $"{(one.Resource.Contains('.', StringComparison.Ordinal) ? one.Resource : one.Resource + ".")} has {one.FinalizersOfEach.Length} resource instances");
        var finalizers = remainders.SelectMany(one => one.FinalizersOfEach).SelectMany(each => each)
            .GroupBy(name => name).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} in {group.Count()} resource instances").ToList();

        return
        [
            Condition("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"),
            Condition("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed"),
            Condition("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization"),
            remainders.Count > 0
                ? Condition("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {string.Join(", ", content)}")
                : Condition("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed"),
            finalizers.Count > 0
                ? Condition("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}")
                : Condition("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished"),
        ];

        JsonNode Condition(string type, bool holds, string reason, string message)
        {
            var status = holds ? "True" : "False";
            var same = before.Objects().FirstOrDefault(one => one.TextAt("type") == type && one.TextAt("status") == status);
            return new JsonObject
            {
                ["type"] = type,
                ["status"] = status,
                ["lastTransitionTime"] = same?.TextAt("lastTransitionTime") ?? Times.Seconds(now),
                ["reason"] = reason,
                ["message"] = message,
            };
        }
    }
}
