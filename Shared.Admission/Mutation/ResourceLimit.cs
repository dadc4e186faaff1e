using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class ResourceLimit
{
    /// <summary>Sets one limit of the Spark container; requests and other limits stay.</summary>
    public static Pod Set(Pod pod, SparkPodContext context, string resource, string amount) => pod.WithTarget(context, container => container with
    {
        Resources = (container.Resources ?? new ResourceRequirements()) with { Limits = (container.Resources?.Limits).With(resource, new Quantity(amount)) },
    });
}
