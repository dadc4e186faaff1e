using System.Globalization;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Conversion;

/// <summary>Dynamic allocation moves from settings to its member, without which an application would be given one executor to start with.</summary>
internal static class ConvertedAllocation
{
    /// <param name="spec">So far.</param>
    /// <param name="sparkConf">Loses what the member says.</param>
    public static SparkApplicationSpec Apply(SparkApplicationSpec spec, SortedDictionary<string, string> sparkConf)
    {
        if (sparkConf.GetValueOrDefault(SparkConfKeys.DynamicAllocationEnabled) is not "true")
            return spec;

        _ = sparkConf.Remove(SparkConfKeys.DynamicAllocationEnabled);
        return spec with
        {
            DynamicAllocation = new DynamicAllocation
            {
                Enabled = true,
                InitialExecutors = Take(SparkConfKeys.DynamicAllocationInitialExecutors),
                MinExecutors = Take(SparkConfKeys.DynamicAllocationMinExecutors),
                MaxExecutors = Take(SparkConfKeys.DynamicAllocationMaxExecutors),
                ShuffleTrackingEnabled = TakeFlag(),
            },
        };

        int? Take(string key) =>
            sparkConf.GetValueOrDefault(key) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count.ToString(CultureInfo.InvariantCulture) == text && sparkConf.Remove(key) ? count : null;

        bool? TakeFlag()
        {
            const string key = SparkConfKeys.ShuffleTrackingEnabled;
            return sparkConf.GetValueOrDefault(key) is "true" or "false" && sparkConf.Remove(key, out var text) ? text == "true" : null;
        }
    }
}
