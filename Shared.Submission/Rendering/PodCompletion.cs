using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Steps;

namespace Shared.Submission.Rendering;

/// <summary>What both roles get at birth: the mutations that the pod webhook would make, so that it has nothing left to do.</summary>
internal static class PodCompletion
{
    /// <exception cref="PodRefusedException">The application asks for what its own pod or template rules out.</exception>
    public static Pod Apply(Pod pod, SparkApplication application, SparkRole role)
    {
        var mutated = PodMutations.Apply(pod, new SparkPodContext(application, role));
        return mutated with
        {
            Spec = mutated.Spec! with
            {
                // One variable for each Service of the namespace: with thousands of applications a process cannot even start.
                EnableServiceLinks = mutated.Spec.EnableServiceLinks ?? false,
            },
        };
    }

    public static Pod WithLabel(this Pod pod, string key, string value) =>
        pod with { Metadata = (pod.Metadata ?? new ObjectMeta()) with { Labels = Maps.Merge(pod.Metadata?.Labels, [new(key, value)]) } };
}
