namespace Cli.Uploads;

/// <summary>What a store holds under a key.</summary>
/// <param name="Md5">In lower-case hexadecimal; null when the store does not tell.</param>
internal sealed record RemoteObject(long Size, string? Md5);

/// <summary>A bucket. Failures throw <see cref="CliException"/> with one sentence.</summary>
internal interface IObjectStore : IDisposable
{
    /// <summary>Null when there is nothing under that key.</summary>
    Task<RemoteObject?> FindAsync(string key, CancellationToken cancellationToken);

    /// <param name="key">Without a slash in front.</param>
    /// <param name="path">A file of this machine.</param>
    /// <param name="progress">Bytes sent so far.</param>
    /// <param name="cancellationToken">Stops it; a part of a file is never left behind.</param>
    Task PutAsync(string key, string path, IProgress<long> progress, CancellationToken cancellationToken);

    /// <summary>How Spark reads it.</summary>
    /// <param name="key">Of the object.</param>
    /// <param name="isPublic">Over HTTP and without credentials, instead of as the store's own kind of file system.</param>
    string AddressOf(string key, bool isPublic);
}
