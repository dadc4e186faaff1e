using FluentValidation;
using Shared.Contracts.Core;

namespace Shared.Admission.Validation;

internal static class QuantityRules
{
    public static void Judge<T>(ValidationContext<T> context, string path, Quantity? quantity)
    {
        if (quantity is { } amount && !amount.TryGetValue(out _))
            context.Refuse(path, ErrorCodes.InvalidQuantity, $"'{amount.Text}' is not a quantity; write a number with an optional unit, such as '500m', '2' or '4Gi'");
    }

    public static void Judge<T>(ValidationContext<T> context, string path, IReadOnlyDictionary<string, Quantity>? amounts)
    {
        foreach (var (resource, amount) in amounts.OrEmpty())
            Judge(context, $"{path}[{resource}]", amount);
    }

    public static void JudgeContainers<T>(ValidationContext<T> context, string path, IReadOnlyList<Container>? containers)
    {
        foreach (var (container, index) in containers.OrEmpty().Select((container, index) => (container, index)))
        {
            Judge(context, $"{path}[{index}].resources.requests", container.Resources?.Requests);
            Judge(context, $"{path}[{index}].resources.limits", container.Resources?.Limits);
        }
    }
}
