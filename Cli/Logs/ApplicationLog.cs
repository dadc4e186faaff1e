using System.Globalization;
using Cli.Cluster;
using Cli.Output;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Logs;

/// <summary>Copies the log of the driver or of one executor of an application; a followed one goes on with the pods of later attempts.</summary>
internal static class ApplicationLog
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <param name="executor">Number of an executor; null for the driver.</param>
    public static async Task CopyAsync(ClusterAccess cluster, string name, int? executor, LogRequest wanted, Shell shell, CancellationToken cancellationToken)
    {
        var role = executor is { } id ? string.Create(CultureInfo.InvariantCulture, $"executor {id}") : SparkRoles.Driver;
        var copied = new HashSet<string?>();
        while (await NextAsync(cluster, name, role, wanted.Follow, copied, shell.Clock, cancellationToken) is { } pod)
        {
            if (copied.Count > 0)
                await shell.Error.WriteLineAsync($"sparkctl: the application runs again in pod '{pod.Metadata!.Name}'");
            await foreach (var line in ContainerLog.LinesAsync(cluster, pod, wanted, shell, cancellationToken))
                await shell.Out.WriteLineAsync(line.AsMemory(), cancellationToken);
            copied.Add(pod.Metadata!.Uid);
            if (!wanted.Follow)
                return;
        }
    }

    // Executors cannot be found by name since Spark 3: their label tells which is which. Of several, the youngest belongs to the last attempt.
    private static async Task<Pod?> NextAsync(
        ClusterAccess cluster, string name, string role, bool wait, HashSet<string?> copied, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var isOver = await IsOverAsync(cluster, name, mustExist: copied.Count == 0, cancellationToken);
            var pods = await cluster.ListPodsAsync(name, cancellationToken);
            var found = pods.Where(pod => PodText.Role(pod) == role && !copied.Contains(pod.Metadata?.Uid)).MaxBy(pod => pod.Metadata?.CreationTimestamp);
            if (found is not null)
                return found;

            if (isOver && copied.Count > 0)
                return null;
            if (isOver || !wait)
                throw new CliException($"SparkApplication '{name}' has no {role} pod{Others(pods, role)}; {Advice(name, role)}.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static async Task<bool> IsOverAsync(ClusterAccess cluster, string name, bool mustExist, CancellationToken cancellationToken)
    {
        var json = mustExist ? await cluster.GetApplicationJsonAsync(name, cancellationToken) : await cluster.FindAsync(SparkResources.Applications, name, cancellationToken);
        return json is null || ContractsJson.Deserialize<SparkApplication>(json).Status?.State.IsTerminal() == true;
    }

    private static string Others(IReadOnlyList<Pod> pods, string role)
    {
        var roles = pods.Select(PodText.Role).Where(other => other != SparkRoles.Driver).Order(StringComparer.Ordinal).ToList();
        return role == SparkRoles.Driver || roles.Count == 0 ? "" : $" (there are {string.Join(", ", roles)})";
    }

    private static string Advice(string name, string role) =>
        role == SparkRoles.Driver ? $"'sparkctl status {name}' tells why" : "executors go away with their driver, and before it unless spec.executor.deleteOnTermination is false";
}
