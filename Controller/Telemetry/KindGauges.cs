using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Controller.Objects;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkConnects;

namespace Controller.Telemetry;

/// <summary>How many schedules and Connect servers there are in which state, from the caches; told by the leader alone, so that replicas may be added up.</summary>
internal sealed class KindGauges
{
    private static readonly string[] OfSchedules = [ScheduleStates.New, ScheduleStates.Scheduled, ScheduleStates.FailedValidation];
    private static readonly string[] OfConnects = [SparkConnectStates.New, SparkConnectStates.Ready, SparkConnectStates.NotReady];

    private readonly Func<bool> _leads;

    /// <param name="meters">Where they are made.</param>
    /// <param name="schedules">All that are ours.</param>
    /// <param name="connects">All that are ours.</param>
    /// <param name="leads">Whether this replica works.</param>
    public KindGauges(IMeterFactory meters, Func<IEnumerable<ObjectRecord>> schedules, Func<IEnumerable<ObjectRecord>> connects, Func<bool> leads)
    {
        _leads = leads;
        var meter = meters.Create(ControllerMetrics.MeterName);
        _ = meter.CreateObservableGauge("spark_operator_schedule_state_count", () => InState(schedules, "scheduleState", OfSchedules), "{schedule}", "Schedules by state.");
        _ = meter.CreateObservableGauge("spark_operator_connect_state_count", () => InState(connects, "state", OfConnects), "{server}", "Connect servers by state.");
    }

    private IEnumerable<Measurement<long>> InState(Func<IEnumerable<ObjectRecord>> records, string member, string[] states)
    {
        if (!_leads())
            return [];
        var counts = records().CountBy(record => StateOf(record, member)).ToDictionary();
        return [.. states.Union(counts.Keys).Select(state => new Measurement<long>(counts.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", state.Length == 0 ? "NEW" : state)))];
    }

    private static string StateOf(ObjectRecord record, string member) => record.StatusDocument()[member] is JsonValue value && value.TryGetValue<string>(out var state) ? state : "";
}
