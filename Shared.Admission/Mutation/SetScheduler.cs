using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetScheduler
{
    // A batch scheduler takes the whole application, even where a role names another one.
    public static Pod Apply(Pod pod, SparkPodContext context) => (context.Spec.BatchScheduler ?? context.RoleSpec.SchedulerName) is { Length: > 0 } name
        ? pod.WithSpec(spec => spec with { SchedulerName = name })
        : pod;
}
