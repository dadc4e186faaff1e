using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Cli.Uploads;

/// <summary>Uploads the local dependencies of an application and puts their addresses into it.</summary>
internal static class DependencyUpload
{
    /// <param name="application">Changed in place.</param>
    /// <param name="namespace">Part of the keys.</param>
    /// <param name="options">Null when the user gave no <c>--upload-to</c>; then a local dependency is an error.</param>
    /// <param name="shell">Opens the store, and shows how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RunAsync(JsonObject application, string @namespace, UploadOptions? options, Shell shell, CancellationToken cancellationToken)
    {
        var local = LocalDependencies.In(application);
        if (local.Count == 0)
            return;
        if (options is null)
            throw CliException.Usage($"unable to upload local dependencies: no upload location specified via --upload-to; local are {string.Join(", ", local)} (local:// would be a path in the image).");
        if (local.FirstOrDefault(written => !File.Exists(LocalDependencies.PathOf(written))) is { } absent)
            throw CliException.Usage($"'{absent}' does not exist on this machine; a path in the image is written local://{Path.GetFullPath(LocalDependencies.PathOf(absent))}.");

        using var store = shell.OpenStore(options);
        var (addresses, keys) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var written in local)
        {
            var path = LocalDependencies.PathOf(written);
            var key = options.KeyOf(@namespace, application["metadata"]?["name"]?.GetValue<string>() ?? "", path);
            if (!keys.Add(key))
                throw CliException.Usage($"two local dependencies are called '{Path.GetFileName(path)}' and would be one object; rename one.");

            // What was there before may be private: only what we send is sure to be public.
            var isSent = await UploadOneAsync(store, key, path, options.Override, shell, cancellationToken);
            addresses[written] = store.AddressOf(key, isSent && options.IsPublic);
        }

        LocalDependencies.Replace(application, addresses);
    }

    /// <returns>False when it was there already.</returns>
    private static async Task<bool> UploadOneAsync(IObjectStore store, string key, string path, bool @override, Shell shell, CancellationToken cancellationToken)
    {
        if (!@override && await store.FindAsync(key, cancellationToken) is { } there)
        {
            await shell.Error.WriteLineAsync($"not uploading file {Path.GetFileName(path)} as it already exists remotely");
            if (await IsOtherAsync(there, path, cancellationToken))
                await shell.Error.WriteLineAsync($"Warning: what is there differs from '{path}'; --override replaces it.");
            return false;
        }

        await shell.Error.WriteLineAsync($"uploading local file: {Path.GetFileName(path)}");
        using var progress = new ProgressBar(shell, new FileInfo(path).Length);
        await store.PutAsync(key, path, progress, cancellationToken);
        return true;
    }

    private static async Task<bool> IsOtherAsync(RemoteObject there, string path, CancellationToken cancellationToken)
    {
        if (there.Size != new FileInfo(path).Length)
            return true;

        await using var file = File.OpenRead(path);
        return there.Md5 is { } remote && remote != Convert.ToHexStringLower(await Md5Async(file, cancellationToken));
    }

#pragma warning disable CA5351 // Stores tell the MD5 of what they hold; it protects nothing here.
    private static ValueTask<byte[]> Md5Async(Stream file, CancellationToken cancellationToken) => MD5.HashDataAsync(file, cancellationToken);
#pragma warning restore CA5351
}
