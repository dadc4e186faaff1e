using System.Diagnostics.Metrics;
using Shared.Contracts.Core;
using Shared.Contracts.SparkConnects;
using Shared.Hosting.Metrics;

namespace Controller.SparkConnects;

/// <summary>What the controller measures of Connect servers.</summary>
public sealed class ConnectMetrics
{
    private readonly Histogram<double> _startLatency;
    private readonly Counter<long> _restarts;

    /// <param name="meters">Where they are made.</param>
    /// <param name="buckets">Of the start latency. Unit: seconds.</param>
    public ConnectMetrics(IMeterFactory meters, IReadOnlyList<double> buckets)
    {
        var meter = meters.Create(ControllerMetrics.MeterName);
        _startLatency = meter.CreateHistogram(
            "spark_operator_connect_start_latency_seconds", "s", "From creation of a Connect server until clients may connect for the first time.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
        _restarts = meter.CreateCounter<long>("spark_operator_connect_restarts_total", "{server}", "Pods of Connect servers that were replaced.");
        _restarts.Add(0);
    }

    /// <summary>What rates are computed from is there from the start.</summary>
    public void ShowZeros(MetricsText text) => text.ShowZero(_startLatency);

    internal void Decided(ConnectObservation before, ConnectDecision decision, DateTimeOffset now)
    {
        if (decision.Effects.Any(effect => effect is ConnectEffect.DeleteServer))
            _restarts.Add(1);
        if (decision.Status.State is SparkConnectStates.Ready && IsYoung(before.Status))
            _startLatency.Record((now - before.Record.CreatedAt).TotalSeconds);
    }

    // Never ready so far: what says so has said so since the controller first saw it.
    private static bool IsYoung(SparkConnectStatus status) =>
        status.Conditions.OrEmpty().FirstOrDefault(condition => condition.Type == ConnectStatusRules.ServerPodReady) is not { } condition
        || (condition.Status == "False" && condition.LastTransitionTime == status.StartTime);
}
