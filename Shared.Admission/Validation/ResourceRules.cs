using System.Globalization;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>CPU and memory of a role: amounts that Kubernetes cannot read, or that leave Spark too little to start.</summary>
internal static class ResourceRules
{
    private const long Mebibyte = 1L << 20;

    /// <summary>One and a half times what Spark reserves for itself. Source: <c>UnifiedMemoryManager.getMaxMemory</c>.</summary>
    private const long LeastHeap = 450 * Mebibyte;

    public static void Judge<T>(ValidationContext<T> context, SparkPodSpec pod)
    {
        var request = Quantity(context, "coreRequest", pod.CoreRequest) ?? pod.Cores;
        if (Quantity(context, "coreLimit", pod.CoreLimit) is { } limit && limit < request)
            context.Warn("coreLimit", ErrorCodes.Conflict, $"{pod.CoreLimit} is less than what is requested, {(pod.CoreRequest ?? pod.Cores?.ToString(CultureInfo.InvariantCulture))}, so the pod is refused; raise the limit");

        if (Bytes(pod.Memory) is not { } heap)
            return;
        if (heap < LeastHeap)
            context.Warn("memory", ErrorCodes.OutOfRange, $"'{pod.Memory}' is less than 450m, and Spark refuses to start; write at least '512m'");
        if (pod.MemoryLimit is { } text && new Quantity(JavaMemory.ToQuantityText(text)).TryGetValue(out var most) && most < heap + (Bytes(pod.MemoryOverhead) ?? 0))
            context.Warn("memoryLimit", ErrorCodes.Conflict, $"'{text}' is less than memory and memoryOverhead together, so the pod is refused; raise the limit");
    }

    private static decimal? Quantity<T>(ValidationContext<T> context, string member, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (!QuantityText.TryParse(text, out var amount))
        {
            context.Refuse(member, ErrorCodes.InvalidQuantity, $"'{text}' is not an amount of CPU; write a number with an optional unit, such as '500m' or '2'");
            return null;
        }

        if (amount < 0)
            context.Warn(member, ErrorCodes.OutOfRange, $"'{text}' is less than 0, so the pod is refused; write 0 or more");
        return amount;
    }

    // A number without a unit is MiB, as Spark reads it.
    private static decimal? Bytes(string? text) => text is not null && JavaMemory.TryGetBytes(text, Mebibyte, out var bytes) ? bytes : null;
}
