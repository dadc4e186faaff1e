using System.Globalization;
using Shared.Contracts.Core;

namespace Shared.Submission.Arguments;

/// <summary>A quantity as Kubernetes writes it: the largest suffix that leaves a whole number. Source: <c>resource.Quantity.String</c>.</summary>
internal static class CanonicalQuantity
{
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    public static string Of(Quantity quantity)
    {
        if (!quantity.TryGetValue(out var value))
            return quantity.Text;

        return quantity.Text.EndsWith('i') && value == decimal.Truncate(value) && Math.Abs(value) >= 1024
            ? Scaled(value, 1024, Binary)
            : quantity.Text.EndsWith('i') ? Scaled(value, 1, [""]) : Scaled(value * 1_000_000_000, 1000, Decimal);
    }

    private static string Scaled(decimal value, decimal step, string[] suffixes)
    {
        var index = 0;
        while (value != 0 && index + 1 < suffixes.Length && value % step == 0)
            (value, index) = (value / step, index + 1);
        return value == 0 ? "0" : value.ToString("0", CultureInfo.InvariantCulture) + suffixes[index];
    }
}
