using System.ComponentModel;
using Controller.SparkApplications;
using Shared.Contracts.Core;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.ScheduledSparkApplications;

/// <summary>What a schedule's status says beside its runs. Pure.</summary>
internal static class ScheduleStatusRules
{
    [Description("Runs are started when they are due. False with the reason why none is.")]
    private const string ScheduledCondition = "Scheduled";

    [Description("Nothing is started until somebody corrects the schedule.")]
    private const string StalledCondition = "Stalled";
    private const int LongestMessage = 1024;

    public static string TextOf(ScheduledSparkApplicationSpec spec) => string.IsNullOrEmpty(spec.TimeZone) ? spec.Schedule ?? "" : $"CRON_TZ={spec.TimeZone} {spec.Schedule}";

    public static ScheduledSparkApplicationStatus Scheduled(ScheduleObservation observation, ScheduledSparkApplicationStatus status, DateTimeOffset now) =>
        Observed(observation, status, now, isScheduled: true, status.Diagnosis) with
        {
            ScheduleState = ScheduleStates.Scheduled,
            Reason = null,
            ObservedSchedule = TextOf(observation.Schedule!.Spec!),
        };

    public static ScheduledSparkApplicationStatus Invalid(ScheduleObservation observation, string problem, DateTimeOffset now) =>
        Observed(observation, observation.Status, now, isScheduled: false, new Diagnosis
        {
            Category = "InvalidSchedule",
            Message = "The schedule starts no runs.",
            Evidence = problem,
            NextStep = "Correct what the evidence names; the schedule goes on by itself.",
        }) with
        {
            ScheduleState = ScheduleStates.FailedValidation,
            Reason = problem,
            NextRun = null,
            ObservedSchedule = null,
        };

    public static ScheduledSparkApplicationStatus Refused(ScheduleObservation observation, Rejection rejection, DateTimeOffset now) =>
        Observed(observation, observation.Status, now, isScheduled: true, new Diagnosis
        {
            Category = rejection.Reason,
            Message = "The API server refuses the run that is due.",
            Evidence = rejection.Message,
            NextStep = rejection.NextStep ?? "Mend what the evidence names; the run is tried again by itself.",
        });

    private static ScheduledSparkApplicationStatus Observed(
        ScheduleObservation observation, ScheduledSparkApplicationStatus status, DateTimeOffset now, bool isScheduled, Diagnosis? diagnosis)
    {
        var before = status.Conditions.OrEmpty();
        List<Condition> after = [New(ScheduledCondition, isScheduled, isScheduled ? "Scheduled" : diagnosis!.Category!, isScheduled ? "" : diagnosis!.Evidence!)];
        if (diagnosis is not null || before.Any(condition => condition.Type == StalledCondition))
            after.Add(New(StalledCondition, diagnosis is not null, diagnosis?.Category ?? "Progressing", diagnosis?.Evidence ?? ""));
        return status with
        {
            ObservedGeneration = observation.Record.Generation,
            Diagnosis = diagnosis,
            Conditions =
            [
                .. after.Select(condition => condition with { LastTransitionTime = Turned(before, condition) ?? now.ToUniversalTime() }),
                .. before.Where(condition => after.TrueForAll(ours => ours.Type != condition.Type)),
            ],
        };
    }

    private static Condition New(string type, bool holds, string reason, string message) =>
        new() { Type = type, Status = holds ? "True" : "False", Reason = reason, Message = message.Length > LongestMessage ? message[..LongestMessage] : message };

    private static DateTimeOffset? Turned(IReadOnlyList<Condition> before, Condition condition) =>
        before.FirstOrDefault(last => last.Type == condition.Type && last.Status == condition.Status)?.LastTransitionTime;
}
