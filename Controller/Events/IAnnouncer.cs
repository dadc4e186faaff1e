using Controller.Objects;
using Controller.SparkApplications;

namespace Controller.Events;

/// <summary>Tells people what happened. Never waits, never fails: what cannot be said in time is dropped.</summary>
public interface IAnnouncer
{
    void Announce(ObjectRecord about, Effect.Announce announcement);
}
