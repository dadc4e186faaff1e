using System.Collections.Immutable;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.ScheduledSparkApplications;

/// <summary>Which ended runs a schedule keeps. It is looked at when a new run starts, so the last one is always there to look at.</summary>
/// <param name="Successful">Names, newest first.</param>
/// <param name="Failed">Names, newest first.</param>
internal sealed record RunHistory(ImmutableArray<string> Successful, ImmutableArray<string> Failed, ImmutableArray<ScheduledRun> Superfluous)
{
    private const int DefaultLimit = 1;

    /// <param name="runs">Newest first.</param>
    /// <param name="spec">For the limits.</param>
    public static RunHistory Of(IEnumerable<ScheduledRun> runs, ScheduledSparkApplicationSpec spec)
    {
        var ended = runs.Where(run => run is { IsOwned: true, IsBeingDeleted: false }).ToList();
        var successful = ended.Where(run => run.State is ApplicationState.Completed).ToList();
        var failed = ended.Where(run => run.State is ApplicationState.Failed).ToList();
        var (keptSuccessful, keptFailed) = (spec.SuccessfulRunHistoryLimit ?? DefaultLimit, spec.FailedRunHistoryLimit ?? DefaultLimit);
        return new RunHistory(
            [.. successful.Take(keptSuccessful).Select(run => run.Name)],
            [.. failed.Take(keptFailed).Select(run => run.Name)],
            [.. successful.Skip(keptSuccessful), .. failed.Skip(keptFailed)]);
    }
}
