using System.ComponentModel;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Status;

/// <summary>The standard conditions, as a function of the state: what <c>kubectl wait --for=condition=...</c> and dashboards read.</summary>
internal static class StatusConditions
{
    [Description("A driver was created for the present attempt. False with the reason of a refusal or of a wait.")]
    public const string Submitted = "Submitted";

    [Description("The driver runs; Unknown while the API server shows no phase that is known.")]
    public const string Running = "Running";

    [Description("The application ended well.")]
    public const string Complete = "Complete";

    [Description("The application failed for good. Its reason is the category of the diagnosis, its message that of the state.")]
    public const string Failed = "Failed";

    [Description("Only a person can end the wait. There since the first such wait.")]
    public const string Stalled = "Stalled";

    [Description("Driver and executors get all that was asked for. There once something is lacking (PodWebhookMissing).")]
    public const string PodsComplete = "PodsComplete";

    private const int LongestMessage = 1024;

    public static IReadOnlyList<Condition> Of(SparkApplicationStatus status, Waiting? waiting, DateTimeOffset now)
    {
        var before = status.Conditions.OrEmpty();
        var state = status.State;
        List<Condition> after =
        [
            SubmittedCondition(status, waiting, before),
            New(Running, state is ApplicationState.Unknown ? "Unknown" : Text(state is ApplicationState.Running), state.ToString()),
            New(Complete, Text(state is ApplicationState.Completed), state.ToString()),
            New(Failed, Text(state is ApplicationState.Failed), state is ApplicationState.Failed ? status.Diagnosis?.Category ?? "Failed" : state.ToString(),
                state is ApplicationState.Failed ? status.ErrorMessage : null),
        ];
        if (waiting is { IsStalled: true } || before.Any(condition => condition.Type == Stalled))
            after.Add(New(Stalled, Text(waiting is { IsStalled: true }), waiting?.Reason ?? "Progressing", waiting?.Message));

        // What others added stays; ours keep the instant at which they last turned.
        return
        [
            .. after.Select(condition => condition with { LastTransitionTime = Turned(before, condition) ?? now }),
            .. before.Where(condition => after.TrueForAll(ours => ours.Type != condition.Type)),
        ];
    }

    /// <summary>Whether the pods get all that was asked for. Said only where it was once not so: nobody waits for it.</summary>
    public static SparkApplicationStatus WithPods(SparkApplicationStatus status, IReadOnlyCollection<string> lack, DateTimeOffset now)
    {
        var conditions = status.Conditions.OrEmpty();
        if (lack.Count == 0 && Find(conditions, PodsComplete) is null)
            return status;

        var condition = lack.Count == 0
            ? New(PodsComplete, "True", "Complete")
            : New(PodsComplete, "False", "PodWebhookMissing", string.Join(' ', lack));
        var second = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        return status with
        {
            Conditions = [.. conditions.Where(other => other.Type != PodsComplete), condition with { LastTransitionTime = Turned(conditions, condition) ?? second }],
        };
    }

    /// <summary>When the last attempt began or ended; null while nothing is recorded.</summary>
    public static DateTimeOffset? LastChange(SparkApplicationStatus status) => Find(status.Conditions.OrEmpty(), Submitted)?.LastTransitionTime;

    /// <summary>Since when the driver is known to run; null while it does not.</summary>
    public static DateTimeOffset? RunningSince(SparkApplicationStatus status) =>
        Find(status.Conditions.OrEmpty(), Running) is { Status: "True" } running ? running.LastTransitionTime : null;

    private static Condition SubmittedCondition(SparkApplicationStatus status, Waiting? waiting, IReadOnlyList<Condition> before) => status.State switch
    {
        ApplicationState.SubmissionFailed => New(Submitted, "False", status.Diagnosis?.Category ?? "SubmissionFailed", status.ErrorMessage),
        ApplicationState.Failed when Find(before, Submitted) is { } last => last,
        ApplicationState.New or ApplicationState.PendingRerun or ApplicationState.Resuming or ApplicationState.Invalidating
            or ApplicationState.Suspending or ApplicationState.Suspended => New(Submitted, "False", waiting?.Reason ?? status.State.ToString(), waiting?.Message),
        _ => New(Submitted, "True", "DriverCreated"),
    };

    private static Condition New(string type, string status, string reason, string? message = null) => new()
    {
        Type = type,
        Status = status,
        Reason = reason,
        Message = message is { Length: > LongestMessage } ? message[..LongestMessage] : message ?? "",
    };

    private static DateTimeOffset? Turned(IReadOnlyList<Condition> before, Condition condition) =>
        Find(before, condition.Type!) is { } last && last.Status == condition.Status ? last.LastTransitionTime : null;

    private static Condition? Find(IReadOnlyList<Condition> conditions, string type) => conditions.FirstOrDefault(condition => condition.Type == type);

    private static string Text(bool holds) => holds ? "True" : "False";
}
