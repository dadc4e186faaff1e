using System.Diagnostics.Metrics;
using Shared.Contracts.Names;

namespace Controller.ScheduledSparkApplications;

/// <summary>What the controller counts of schedules.</summary>
public sealed class ScheduleMetrics
{
    private readonly Counter<long> _started;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _missed;

    public ScheduleMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ControllerMetrics.MeterName);
        _started = meter.CreateCounter<long>("spark_operator_schedule_runs_started_total", "{run}", "Runs of schedules that were started.");
        _refused = meter.CreateCounter<long>("spark_operator_schedule_runs_refused_total", "{run}", "Attempts to start a run that the API server refused.");
        _missed = meter.CreateCounter<long>("spark_operator_schedule_runs_missed_total", "{run}", "Runs that were due and never started: too late, or an earlier one was not over.");
        foreach (var counter in new[] { _started, _refused, _missed })
            counter.Add(0);
    }

    public void Missed(int runs) => _missed.Add(runs);

    internal void Said(string reason)
    {
        if (reason == EventReasons.RunStarted)
            _started.Add(1);
        else if (reason == EventReasons.RunRefused)
            _refused.Add(1);
    }
}
