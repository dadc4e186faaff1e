using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Steps;

namespace Shared.Submission.Rendering;

/// <summary>A companion as it is created: in its namespace, owned by the application, with the hash of its content.</summary>
internal static class CompanionCompletion
{
    public static Companion Of(Companion companion, SparkApplication application, string @namespace)
    {
        var owned = companion.With(companion.Metadata with { Namespace = @namespace, OwnerReferences = Maps.NullIfEmpty(application.ToControllerReferences()) });
        return owned.With(owned.Metadata with
        {
            Annotations = Maps.Merge(owned.Metadata.Annotations, [new(Annotations.ContentHash, ContentHash.Of(owned.ToJson()))]),
        });
    }
}
