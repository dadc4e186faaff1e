using Shared.Contracts.Core;

namespace Shared.Contracts.SparkApplications;

/// <summary>How objects point at the application that they belong to.</summary>
public static class OwnerReferences
{
    /// <summary>For what the controller makes and manages: Services, ConfigMaps, the driver.</summary>
    public static OwnerReference ToControllerReference(this SparkApplication application) =>
        application.ToOwnerReference() with { Controller = true, BlockOwnerDeletion = true };

    /// <summary>For what others manage: executors, whose controller is their driver.</summary>
    public static OwnerReference ToOwnerReference(this SparkApplication application) => new()
    {
        ApiVersion = SparkApplication.GroupVersion,
        Kind = SparkApplication.KindName,
        Name = application.Metadata?.Name,
        Uid = application.Metadata?.Uid,
    };
}
