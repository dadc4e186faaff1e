using System.Globalization;
using Shared.Contracts.Names;
using Shared.Submission.Conf;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.SparkSubmit;

/// <summary>Amounts that spark-submit checks as raw text, before any reference is replaced. Source: <c>SparkSubmitArguments.validateSubmitArguments</c>.</summary>
internal static class NumberChecks
{
    public static void Apply(Dictionary<string, string> settings, SparkRelease release, ErrorList errors)
    {
        foreach (var key in (ReadOnlySpan<string>)[SparkConfKeys.DriverMemory, SparkConfKeys.ExecutorMemory])
        {
            if (settings.TryGetValue(key, out var text)
                && (!MemorySize.TryParse(text, 1, release.Has(SparkFeatures.BinarySuffixes), out var bytes) || bytes <= 0))
                errors.Add(key, $"'{text}' is not a positive memory size for Spark {release.Label}; write digits and one of k, m, g, t, such as '4g'.");
        }

        Count(SparkConfKeys.DriverCores, "cores");
        Count(SparkConfKeys.ExecutorCores, "cores");

        // Spark trusts whatever stands here when the number of executors moves.
        if (!string.Equals(settings.GetValueOrDefault(SparkConfKeys.DynamicAllocationEnabled), "true", StringComparison.OrdinalIgnoreCase))
            Count(SparkConfKeys.ExecutorInstances, "executors");

        void Count(string key, string what)
        {
            if (settings.TryGetValue(key, out var text)
                && (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number <= 0))
                errors.Add(key, $"'{text}' is not a positive whole number of {what}.");
        }
    }
}
