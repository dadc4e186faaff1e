namespace Kubernetes.Client.Connection.Credentials;

/// <summary>
/// A file whose content is replaced while we run. It is read again a minute after the last time, and at once when forgotten: a kubelet renews tokens long
/// before they expire, so a minute is never too late. When it cannot be read, the last content goes on serving until it is refused.
/// </summary>
internal sealed class WatchedFile<T>(string path, TimeProvider clock, Func<byte[], T> decode)
    where T : class
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private T? _content;
    private long _readAt;

    public T Read()
    {
        lock (_gate)
        {
            if (_content is not null && clock.GetElapsedTime(_readAt) < Freshness)
                return _content;

            _readAt = clock.GetTimestamp();
            try
            {
                return _content = decode(File.ReadAllBytes(path));
            }
            catch (Exception unreadable) when (_content is not null && unreadable is IOException or UnauthorizedAccessException)
            {
                return _content;
            }
        }
    }

    public void Forget()
    {
        lock (_gate)
            _content = null;
    }
}
