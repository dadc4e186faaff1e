using Kubernetes.Client.Requests;
using Testing.Time;

namespace Simulation.Tests.Whole;

/// <summary>What all controllers of a plan share: the cluster, its history, and the plan's faults by number of the call.</summary>
internal sealed class WholeWorld
{
    private readonly ManualTimeProvider _clock = new();
    private int _calls;

    public WholeWorld(WholePlan plan)
    {
        Plan = plan;
        Cluster = new SimulatedCluster(plan.Scenario, _clock);
        Oracles = new Oracles(Cluster, _clock, plan.Freeze is null && plan.Watch is null ? TimeSpan.Zero : TimeSpan.FromMinutes(2));
        History = new History(Cluster.Api);
    }

    public WholePlan Plan { get; }

    public SimulatedCluster Cluster { get; }

    public Oracles Oracles { get; }

    public History History { get; }

    public List<string> Trace { get; } = [];

    public DateTimeOffset Now => _clock.GetUtcNow();

    public int Calls => _calls;

    /// <summary>Nothing goes wrong any more.</summary>
    public bool IsOver { get; set; }

    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <returns>The number of the call.</returns>
    public int Begin(ApiRequest request)
    {
        if (++_calls == Plan.User?.Call)
            Cluster.Do(Plan.User.Kind);
        Trace.Add($"{_calls} {request}");
        return _calls;
    }

    public void Before(ApiRequest request, int call)
    {
        if (!IsOver)
        {
            foreach (var fault in Plan.Faults)
                fault.Before(request, call);
        }

        Cluster.Admit(request);
    }

    public void After(ApiRequest request, int call)
    {
        if (IsOver)
            return;
        foreach (var fault in Plan.Faults)
            fault.After(request, call);
    }
}
