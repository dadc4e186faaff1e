using Kubernetes.Client.LeaderElection;

namespace Controller.Hosting;

/// <summary>Tells who leads; a lease that cannot be reached is told once until something changes.</summary>
internal sealed class LeaseLog(string identity, ILogger logger) : ILeaseObserver
{
    private string? _said;

    public void BecameLeader()
    {
        _said = null;
        Log.Leading(logger, identity);
    }

    public void StoppedLeading(string why) => Log.StoppedLeading(logger, why);

    public void Following(string holder)
    {
        _said = null;
        Log.Following(logger, holder);
    }

    public void Failed(Exception error)
    {
        if (_said == error.Message)
            return;
        _said = error.Message;
        Log.LeaseFailed(logger, error.Message);
    }
}
