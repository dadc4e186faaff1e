using Kubernetes.Client.Watching;

namespace ApplicationLoad.Loading;

/// <summary>A watch tries for ever; whoever waits for its first list wants to know why it does not come.</summary>
internal sealed class FirstRefusal : IReflectorObserver
{
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Fails with the first error; never ends otherwise.</summary>
    public Task Task => _refused.Task;

    public void Listed(int objects, int setAside)
    {
    }

    public void SetAside(SetAside item)
    {
    }

    public void Failed(Exception error, int failures, TimeSpan wait) => _ = _refused.TrySetException(error);

    public void Alive()
    {
    }
}
