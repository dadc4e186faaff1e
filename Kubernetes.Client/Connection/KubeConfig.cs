namespace Kubernetes.Client.Connection;

/// <summary>Reads kubeconfig files as kubectl does.</summary>
public static class KubeConfig
{
    /// <summary>
    /// The files of <paramref name="path"/>, which may be several, joined with <c>:</c> (<c>;</c> on Windows) as in the variable <c>KUBECONFIG</c>; missing ones
    /// are skipped as long as one is there. A null <paramref name="context"/> means <c>current-context</c>.
    /// </summary>
    /// <exception cref="KubeConfigException">Nothing usable; the message names file, finding and remedy.</exception>
    public static ClusterConnection Load(string path, string? context, TimeProvider clock)
    {
        var files = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var documents = files.Where(File.Exists).Select(Path.GetFullPath).Select(file => KubeConfigParser.Parse(file, Read(file))).ToList();
        return documents.Count > 0
            ? KubeConfigResolver.Resolve(KubeConfigDocument.Merge(documents), string.Join(Path.PathSeparator, files), context, clock)
            : throw new KubeConfigException($"kubeconfig {path} does not exist; give the path of an existing one.");
    }

    /// <summary>Where kubectl would look: <c>KUBECONFIG</c>, else <c>~/.kube/config</c>. Null when there is none.</summary>
    public static string? DefaultPath(Func<string, string?> environment)
    {
        if (environment("KUBECONFIG") is { Length: > 0 } named)
            return named;

        var file = Path.Combine(environment("HOME") ?? environment("USERPROFILE") ?? "", ".kube", "config");
        return File.Exists(file) ? file : null;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"kubeconfig {file} cannot be read ({unreadable.Message}); make it readable for this user.", unreadable);
        }
    }
}
