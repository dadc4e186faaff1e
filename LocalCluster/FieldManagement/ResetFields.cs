using LocalCluster.Kinds;

namespace LocalCluster.FieldManagement;

/// <summary>What a door to an object does not write, so that nobody comes to own it there.</summary>
internal static class ResetFields
{
    private static readonly FieldSet Status = FieldSet.Of(["status"]);

    // Of a status of a built-in kind: labels and annotations go through.
    private static readonly FieldSet Spec = FieldSet.Of(["spec"], ["metadata", "deletionTimestamp"], ["metadata", "ownerReferences"]);

    private static readonly FieldSet SpecAndMetadata = FieldSet.Of(["spec"], ["metadata"]);

    private static readonly FieldSet EphemeralContainers = FieldSet.Of(["spec", "ephemeralContainers"]);

    /// <summary>Leaves of a set what this door writes.</summary>
    public static Func<FieldSet, FieldSet> Of(ResourceKind kind, string subresource) => subresource switch
    {
        "" => kind.HasSubresource("status") ? set => set.Without(Status) : set => set,
        "status" when kind.IsCustom => set => set.Without(SpecAndMetadata),
        "status" => set => set.Without(Spec),
        "ephemeralcontainers" => set => set.Within(EphemeralContainers),
        _ => set => set,
    };
}
