using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetMemoryLimit
{
    public static Pod Apply(Pod pod, SparkPodContext context)
    {
        if (context.RoleSpec.MemoryLimit is not { } written)
            return pod;

        var amount = JavaMemory.ToQuantityText(written);
        return new Quantity(amount).TryGetValue(out _)
            ? ResourceLimit.Set(pod, context, "memory", amount)
            : throw new PodRefusedException($"{context.RolePath}.memoryLimit", $"'{written}' is not an amount of memory; write digits and a unit, such as '4g' or '4Gi'");
    }
}
