using System.Globalization;
using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetGpuLimit
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.Gpu is { Name.Length: > 0, Quantity: > 0 } gpu
        ? ResourceLimit.Set(pod, context, gpu.Name, gpu.Quantity.Value.ToString(CultureInfo.InvariantCulture))
        : pod;
}
