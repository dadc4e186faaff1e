using Testing.Lives;

namespace Golden.Tests.Lives;

/// <summary>Reasons of recorded events, as they are compared.</summary>
internal static class RecordedReasons
{
    private const string Added = "SparkApplicationAdded";
    private const string SubmissionFailed = "SparkApplicationSubmissionFailed";

    /// <summary>
    /// Executors are left out, and repeats. The recorded operator sends each event by itself, so two of one pass arrive in any order: that an application was added comes first.
    /// </summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> recorded)
    {
        var reasons = recorded.Where(reason => !reason.StartsWith("SparkExecutor", StringComparison.Ordinal)).ToList();
        for (var index = 1; index < reasons.Count; index++)
        {
            if (reasons[index] == Added && reasons[index - 1] == SubmissionFailed)
                (reasons[index - 1], reasons[index]) = (reasons[index], reasons[index - 1]);
        }

        return [.. Chronicle.WithoutRepeats(reasons)];
    }
}
