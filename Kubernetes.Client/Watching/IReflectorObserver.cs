namespace Kubernetes.Client.Watching;

/// <summary>What a reflector tells its owner, for log, metrics, events and health. Must be quick and must not throw.</summary>
public interface IReflectorObserver
{
    /// <summary>A whole list is in the store.</summary>
    void Listed(int objects, int setAside);

    /// <summary>An object cannot be decoded; it stays aside until it changes.</summary>
    void SetAside(SetAside item);

    /// <summary>A list or watch failed and is tried again after <paramref name="wait"/>; <paramref name="failures"/> in a row.</summary>
    void Failed(Exception error, int failures, TimeSpan wait);

    /// <summary>Something came: a list, an event, a bookmark.</summary>
    void Alive();
}

/// <summary>Tells nobody.</summary>
public sealed class SilentObserver : IReflectorObserver
{
    public static readonly SilentObserver Instance = new();

    public void Listed(int objects, int setAside)
    {
    }

    public void SetAside(SetAside item)
    {
    }

    public void Failed(Exception error, int failures, TimeSpan wait)
    {
    }

    public void Alive()
    {
    }
}
