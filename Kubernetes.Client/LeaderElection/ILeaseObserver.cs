namespace Kubernetes.Client.LeaderElection;

/// <summary>What an elector tells its owner, for log, metrics and health. Must be quick and must not throw.</summary>
public interface ILeaseObserver
{
    void BecameLeader();

    /// <summary><paramref name="why"/> in a few words.</summary>
    void StoppedLeading(string why);

    /// <summary>Somebody else holds it; told when the holder changes.</summary>
    void Following(string holder);

    /// <summary>A look or a renewal failed; it is tried again.</summary>
    void Failed(Exception error);
}
