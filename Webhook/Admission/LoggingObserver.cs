using Kubernetes.Client.Watching;

namespace Webhook.Admission;

/// <summary>Says what becomes of the watch of one kind.</summary>
internal sealed class LoggingObserver(ILogger logger, string kind, string scope) : IReflectorObserver
{
    public void Listed(int objects, int setAside) => Log.Listed(logger, objects, kind, scope);

    public void SetAside(SetAside item) => Log.SetAside(logger, kind, item.Key.ToString(), item.Problem);

    public void Failed(Exception error, int failures, TimeSpan wait) => Log.WatchFailed(logger, error, kind, scope, failures, wait.TotalSeconds);

    public void Alive()
    {
    }
}
