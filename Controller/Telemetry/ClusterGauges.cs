using System.Diagnostics.Metrics;
using Controller.Applications;
using Controller.Hosting;
using Controller.Pods;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.Telemetry;

/// <summary>
/// How many applications and executors there are in which state, and for how long. Read from the caches when somebody asks, so that nothing can drift; told by the leader
/// alone, so that replicas may be added up.
/// </summary>
internal sealed class ClusterGauges
{
    private static readonly ApplicationState[] States = Enum.GetValues<ApplicationState>();

    private readonly SeriesLabels _labels;
    private readonly LabelSets _applicationLabels;
    private readonly LabelSets _executorLabels;
    private readonly Func<IEnumerable<ApplicationRecord>> _applications;
    private readonly Func<IEnumerable<PodRecord>> _pods;
    private readonly Func<bool> _leads;
    private readonly StateAges _ages;

    /// <param name="meters">Where they are made.</param>
    /// <param name="options">Labels and prefix.</param>
    /// <param name="applications">All that are ours.</param>
    /// <param name="pods">All of theirs.</param>
    /// <param name="ages">Since when each is in its state.</param>
    /// <param name="leads">Whether this replica works.</param>
    public ClusterGauges(
        IMeterFactory meters, MetricsOptions options, Func<IEnumerable<ApplicationRecord>> applications, Func<IEnumerable<PodRecord>> pods, StateAges ages, Func<bool> leads)
    {
        (_applications, _pods, _ages, _leads) = (applications, pods, ages, leads);
        _labels = new SeriesLabels(options.Labels);
        (_applicationLabels, _executorLabels) = (new LabelSets(_labels.Zero), new LabelSets(_labels.Zero));
        var (meter, prefix) = (meters.Create(ControllerMetrics.MeterName), SeriesLabels.Name(options.Prefix));
        _ = meter.CreateObservableGauge(prefix + "spark_application_running_count", Running, "{application}", "Applications whose driver runs.");
        _ = meter.CreateObservableGauge(prefix + "spark_executor_running_count", RunningExecutors, "{executor}", "Executors that run.");
        _ = meter.CreateObservableGauge(prefix + "spark_application_state_count", InState, "{application}", "Applications by state.");
        _ = meter.CreateObservableGauge(prefix + "spark_application_state_age_seconds", Ages, "s", "How long the application that is longest in a state, if it is none to stay in, has been there.");
    }

    private IEnumerable<Measurement<long>> Running() => !_leads() ? [] : _applicationLabels.Count(_applications()
        .Where(application => StateText.Of(application) is ApplicationState.Running)
        .Select(application => _labels.Of(application.Namespace, LabelsOf(application))));

    private IEnumerable<Measurement<long>> RunningExecutors() => !_leads() ? [] : _executorLabels.Count(_pods()
        .Where(pod => pod is { Role: SparkRoles.Executor, Phase: PodPhase.Running })
        .Select(pod => _labels.Of(pod.Namespace, pod.SeriesLabels)));

    private IEnumerable<Measurement<long>> InState()
    {
        if (!_leads())
            return [];
        var counts = _applications().CountBy(StateText.Of).ToDictionary();
        return [.. States.Select(state => new Measurement<long>(counts.GetValueOrDefault(state), Tag(state)))];
    }

    private IEnumerable<Measurement<double>> Ages() =>
        !_leads() ? [] : [.. _ages.Oldest().Select(entry => new Measurement<double>(entry.Value.TotalSeconds, Tag(entry.Key)))];

    private IReadOnlyDictionary<string, string>? LabelsOf(ApplicationRecord application)
    {
        if (_labels.Zero.Length == 0)
            return null;
        try
        {
            return application.ReadApplication().Metadata?.Labels;
        }
        catch (ContractsJsonException)
        {
            // It is told of when it is reconciled.
            return null;
        }
    }

    private static KeyValuePair<string, object?> Tag(ApplicationState state) => new("state", state is ApplicationState.New ? "NEW" : state.ToText());
}
