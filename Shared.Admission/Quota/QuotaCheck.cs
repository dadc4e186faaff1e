using System.Globalization;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Quota;

/// <summary>A quota of the application's namespace, as far as it matters here.</summary>
/// <param name="Name">Of the object.</param>
/// <param name="Scoped">It has scopes or a scope selector: which pods it counts cannot be told beforehand, so it is not judged.</param>
/// <param name="Hard">What it allows; amounts by resource.</param>
/// <param name="Used">What is taken already; what is missing is nothing.</param>
public sealed record NamespaceQuota(string Name, bool Scoped, IReadOnlyDictionary<string, Quantity> Hard, IReadOnlyDictionary<string, Quantity> Used);

/// <summary>Would the pods of an application fit into what the quotas of its namespace leave? Exactly filling one fits.</summary>
public static class QuotaCheck
{
    /// <param name="spec">What is asked for.</param>
    /// <param name="quotas">Of its namespace.</param>
    /// <param name="released">What its own pods take now and give back before new ones come; null when it has none.</param>
    public static IReadOnlyList<FieldError> Judge(SparkApplicationSpec spec, IEnumerable<NamespaceQuota> quotas, SparkApplicationSpec? released = null)
    {
        if (BadLimits(spec).ToList() is { Count: > 0 } unreadable)
            return unreadable;

        var demand = ResourceDemand.Of(spec);
        var returned = released is not null && !BadLimits(released).Any() ? ResourceDemand.Of(released) : null;
        return [.. quotas.Where(quota => !quota.Scoped).OrderBy(quota => quota.Name, StringComparer.Ordinal).SelectMany(quota => Judge(demand, returned, quota))];
    }

    private static IEnumerable<FieldError> Judge(IReadOnlyDictionary<string, decimal> demand, IReadOnlyDictionary<string, decimal>? returned, NamespaceQuota quota)
    {
        foreach (var (resource, asked) in demand)
        {
            if (!quota.Hard.TryGetValue(resource, out var hardText) || !hardText.TryGetValue(out var hard))
                continue;
            var usedText = quota.Used.TryGetValue(resource, out var found) ? found : new Quantity("0");
            var used = usedText.TryGetValue(out var amount) ? amount : 0;

            var stays = returned is null ? used : Math.Max(0, used - returned[resource]);

            // Both sides are at least zero and at most what a decimal holds, so that a difference cannot overflow where a sum could.
            if (asked > hard - stays)
                yield return new FieldError("spec", ErrorCodes.QuotaExceeded, $"resource quota '{quota.Name}' does not have room: {resource}: asked {Text(asked)}, used {usedText.Text}, hard {hardText.Text}; ask for less, or have the quota raised");
        }
    }

    // Validation leaves these texts to spark-submit; here they have to be counted.
    private static IEnumerable<FieldError> BadLimits(SparkApplicationSpec spec)
    {
        foreach (var (path, text) in new[] { ("spec.driver.coreLimit", spec.Driver?.CoreLimit), ("spec.executor.coreLimit", spec.Executor?.CoreLimit) })
        {
            if (text is not null && !QuantityText.TryParse(text, out _))
                yield return new FieldError(path, ErrorCodes.InvalidQuantity, $"'{text}' is not a quantity, so that no quota can be judged; write a number with an optional unit, such as '500m' or '2'");
        }
    }

    private static string Text(decimal amount) => amount.ToString("0.#########", CultureInfo.InvariantCulture);
}
