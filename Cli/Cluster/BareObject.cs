using System.Text.Json.Nodes;
using Shared.Contracts.Names;

namespace Cli.Cluster;

/// <summary>An object without what servers and controllers wrote, so that it can be created again.</summary>
internal static class BareObject
{
    private static readonly string[] ServerMade =
    [
        "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink",
    ];

    public static JsonObject Of(JsonObject stored)
    {
        var bare = stored.DeepClone().AsObject();
        bare.Remove("status");
        if (bare["metadata"] is not JsonObject metadata)
            return bare;

        foreach (var member in ServerMade)
            metadata.Remove(member);
        if (metadata["annotations"] is JsonObject annotations && annotations.Remove(Annotations.LastApplied) && annotations.Count == 0)
            metadata.Remove("annotations");
        return bare;
    }
}
