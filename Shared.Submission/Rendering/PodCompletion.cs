using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Steps;

namespace Shared.Submission.Rendering;

/// <summary>What both roles get at birth.</summary>
internal static class PodCompletion
{
    public static Pod Apply(Pod pod, SparkApplication application, string role)
    {
        return pod with
        {
            Spec = (pod.Spec ?? new PodSpec()) with
            {
                // One variable for each Service of the namespace: with thousands of applications a process cannot even start.
                EnableServiceLinks = pod.Spec?.EnableServiceLinks ?? false,
            },
        };
    }

    public static Pod WithLabel(this Pod pod, string key, string value) =>
        pod with { Metadata = (pod.Metadata ?? new ObjectMeta()) with { Labels = Maps.Merge(pod.Metadata?.Labels, [new(key, value)]) } };
}
