using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class AddNodeSelector
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.NodeSelector.OrEmpty() is { Count: > 0 } wanted
        ? pod.WithSpec(spec => spec with
        {
            NodeSelector = wanted.Aggregate(spec.NodeSelector.OrEmpty(), (selector, entry) => selector.With(entry.Key, entry.Value)),
        })
        : pod;
}
