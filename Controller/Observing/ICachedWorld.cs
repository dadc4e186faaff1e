using Controller.Applications;
using Controller.Pods;

namespace Controller.Observing;

/// <summary>What the watches have told us so far. It may be late; it is never ahead of the API server.</summary>
public interface ICachedWorld
{
    ApplicationRecord? Application(ApplicationKey key);

    /// <summary>Pods that carry the application's name as label, in any order.</summary>
    IReadOnlyList<PodRecord> Pods(ApplicationKey key);
}
