using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Preparation;

/// <summary>How many executors a gang starts with. Source: <c>controller.md</c> 2.7.1.</summary>
internal static class GangSize
{
    private const int WhenNothingIsSaid = 2;

    public static int InitialExecutors(SparkApplicationSpec spec) => spec.DynamicAllocation is { Enabled: true } allocation
        ? Math.Max(0, new[] { spec.Executor?.Instances, allocation.InitialExecutors, allocation.MinExecutors }.Max() ?? 0)
        : spec.Executor?.Instances ?? WhenNothingIsSaid;
}
