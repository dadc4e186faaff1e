using Controller.SparkApplications.Status;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.Names;

namespace Controller.SparkApplications.Rules;

/// <summary>A time that an application sets its driver.</summary>
/// <param name="Left">Until it is over; zero or less means that it is.</param>
/// <param name="During">What the driver may do no longer.</param>
internal sealed record DriverTimeout(string Annotation, TimeSpan Limit, TimeSpan Left, DriverState During)
{
    public bool IsOver => Left <= TimeSpan.Zero;

    public string Message => During is DriverState.Running
        ? $"driver ran longer than {Limit.TotalSeconds:0} s ({Annotation})"
        : $"driver did not start within {Limit.TotalSeconds:0} s ({Annotation})";

    /// <summary>Null when no time is set for what the driver does now.</summary>
    public static DriverTimeout? Of(Situation situation, DriverState state)
    {
        var (status, wishes) = (situation.Status, situation.World.Wishes);
        var (annotation, limit, since) = state switch
        {
            DriverState.Pending => (Annotations.StartTimeout, wishes.StartTimeout, status.LastSubmissionAttemptTime),

            // One that is seen to run for the first time counts from now on, as the status will say: perhaps nothing else wakes us before its time is over.
            DriverState.Running => (Annotations.RunTimeout, wishes.RunTimeout, StatusConditions.RunningSince(status) ?? situation.RecordedNow),
            _ => ("", null, null),
        };
        return limit is { } most && since is { } begin ? new DriverTimeout(annotation, most, begin + most - situation.Now, state) : null;
    }
}
