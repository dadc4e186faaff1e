using Shared.Contracts.Core;

namespace Shared.Contracts.SparkApplications;

/// <summary>How objects point at the application that they belong to. One that no cluster has stored has no UID and owns nothing.</summary>
public static class OwnerReferences
{
    /// <summary>For what the controller makes and manages: Services, ConfigMaps, the driver. One entry, or none without a UID.</summary>
    public static IReadOnlyList<OwnerReference> ToControllerReferences(this SparkApplication application) =>
        [.. application.ToOwnerReferences().Select(owner => owner with { Controller = true, BlockOwnerDeletion = true })];

    /// <summary>For what others manage: executors, whose controller is their driver. One entry, or none without a UID.</summary>
    public static IReadOnlyList<OwnerReference> ToOwnerReferences(this SparkApplication application) => application.Metadata?.Uid is { } uid
        ? [new OwnerReference { ApiVersion = SparkApplication.GroupVersion, Kind = SparkApplication.KindName, Name = application.Metadata.Name, Uid = uid }]
        : [];
}
