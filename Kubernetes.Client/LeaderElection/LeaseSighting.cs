namespace Kubernetes.Client.LeaderElection;

/// <summary>A lease as it was when we last saw it change. Ages are by our own clock: the times written in it are another machine's.</summary>
/// <param name="ResourceVersion">Moves with every renewal.</param>
/// <param name="Age">Since we first saw this version.</param>
internal sealed record LeaseSighting(string ResourceVersion, TimeSpan Age);
