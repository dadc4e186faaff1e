using Controller.Applications;
using Controller.SparkApplications;

namespace Controller.Events;

/// <summary>Tells people what happened. Never waits, never fails: what cannot be said in time is dropped.</summary>
public interface IAnnouncer
{
    void Announce(ApplicationRecord about, Effect.Announce announcement);
}
