using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Steps;

namespace Shared.Submission.Rendering;

/// <summary>The driver as it is created: mutated, owned, marked, and with the hash of its content.</summary>
internal static class DriverCompletion
{
    public static Pod Of(Pod driver, SparkApplication application, string @namespace)
    {
        var complete = PodCompletion.Apply(driver, application, SparkRole.Driver).WithLabel(Labels.Rendered, Labels.True);
        var named = complete with { Metadata = complete.Metadata! with { Namespace = @namespace } };

        return named with
        {
            Metadata = named.Metadata! with
            {
                Annotations = Maps.Merge(
                    named.Metadata.Annotations, [new(Annotations.ContentHash, ContentHash.Of(ContractsJson.Serialize(named)))]),
            },
        };
    }
}
