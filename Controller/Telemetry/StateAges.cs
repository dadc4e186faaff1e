using Controller.Applications;
using Kubernetes.Client.Watching;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.Telemetry;

/// <summary>Since when each application is in a state that it should leave again: what is stuck grows old here. Those that ended, or rest on purpose, are not kept.</summary>
internal sealed class StateAges(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectKey, (ApplicationState State, DateTimeOffset Since)> _entered = [];

    /// <summary>An application as the cache has it now; null when it is gone.</summary>
    public void Changed(ObjectKey key, ApplicationRecord? now)
    {
        ApplicationState? state = now is null ? null : StateText.Of(now);
        lock (_gate)
        {
            if (state is null or ApplicationState.Completed or ApplicationState.Failed or ApplicationState.Suspended)
                _ = _entered.Remove(key);
            else if (!_entered.TryGetValue(key, out var known))
                _entered[key] = (state.Value, Began(now!));
            else if (known.State != state)
                _entered[key] = (state.Value, clock.GetUtcNow());
        }
    }

    /// <summary>The greatest age in each state, zero where nobody is.</summary>
    public IReadOnlyDictionary<ApplicationState, TimeSpan> Oldest()
    {
        var now = clock.GetUtcNow();
        var oldest = Enum.GetValues<ApplicationState>()
            .Where(state => state is not (ApplicationState.Completed or ApplicationState.Failed or ApplicationState.Suspended))
            .ToDictionary(state => state, _ => TimeSpan.Zero);
        lock (_gate)
        {
            foreach (var (state, since) in _entered.Values)
                oldest[state] = now - since > oldest[state] ? now - since : oldest[state];
        }

        return oldest;
    }

    // After a start: when it last changed in a way that its conditions show.
    private static DateTimeOffset Began(ApplicationRecord application)
    {
        try
        {
            return application.ReadStatus().Conditions.OrEmpty().Max(condition => condition.LastTransitionTime) ?? application.CreatedAt;
        }
        catch (ContractsJsonException)
        {
            return application.CreatedAt;
        }
    }
}
