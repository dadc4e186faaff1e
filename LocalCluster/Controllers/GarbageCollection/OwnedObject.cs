using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>What the collector remembers of an object.</summary>
internal sealed record OwnedObject(
    ObjectKind Kind, string? Namespace, string Name, string Uid, ImmutableArray<Owner> Owners, bool IsDeleting, ImmutableArray<string> Finalizers)
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";

    public string Path => Kind.Path(Namespace, Name);

    /// <summary>Being deleted, and waiting for its dependents to go first.</summary>
    public bool WaitsForDependents => IsDeleting && Finalizers.Contains(ForegroundFinalizer);

    /// <summary>Being deleted, and its dependents are to live on without it.</summary>
    public bool OrphansDependents => IsDeleting && Finalizers.Contains(OrphanFinalizer);

    public static OwnedObject Of(ObjectKind kind, JsonObject item) => new(
        kind,
        item.TextAt("metadata", "namespace"),
        item.TextAt("metadata", "name") ?? "",
        item.TextAt("metadata", "uid") ?? "",
        [.. item.ListAt("metadata", "ownerReferences").Objects().Select(Owner.Of)],
        item.At("metadata", "deletionTimestamp") is not null,
        [.. item.ListAt("metadata", "finalizers").Texts()]);
}

/// <summary>One entry of <c>metadata.ownerReferences</c>.</summary>
internal sealed record Owner(string ApiVersion, string Kind, string Name, string Uid, bool BlocksDeletion)
{
    public static Owner Of(JsonObject reference) => new(
        reference.TextAt("apiVersion") ?? "", reference.TextAt("kind") ?? "", reference.TextAt("name") ?? "", reference.TextAt("uid") ?? "",
        reference.FlagAt("blockOwnerDeletion") ?? false);
}
