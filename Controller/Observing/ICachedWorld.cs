using Controller.Applications;
using Controller.Pods;
using Kubernetes.Client.Watching;

namespace Controller.Observing;

/// <summary>What the watches have told us so far. It may be late; it is never ahead of the API server.</summary>
public interface ICachedWorld
{
    ApplicationRecord? Application(ObjectKey key);

    /// <summary>Pods that carry the application's name as label, in any order.</summary>
    IReadOnlyList<PodRecord> Pods(ObjectKey key);
}
