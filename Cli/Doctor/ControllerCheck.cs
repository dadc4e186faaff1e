using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Output;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Cli.Doctor;

/// <summary>Does a controller lead? The lease tells, and the same clock tells how far apart clocks are.</summary>
internal static class ControllerCheck
{
    private static readonly TimeSpan FutureTolerated = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<CheckReport>> RunAsync(ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var leases = (await cluster.ListAsync(KubernetesResources.Leases, null, new ListOptions(), cancellationToken))
            .Where(IsOurs).Select(ContractsJson.Deserialize<Lease>).ToList();
        return leases.Count > 0
            ? [.. leases.SelectMany(lease => Judge(lease, now))]
            : [CheckReport.Warning("controller", "no lease of a Spark operator's controller was found in any namespace", "install the operator; without leader election (one replica) this is as it should be")];
    }

    // The chart's names end so, whatever the release is called.
    private static bool IsOurs(JsonObject lease) =>
        lease["metadata"]?["name"]?.GetValue<string>() is { } name && name.Contains("spark-operator", StringComparison.Ordinal) && name.EndsWith("lock", StringComparison.Ordinal);

    private static IEnumerable<CheckReport> Judge(Lease lease, DateTimeOffset now)
    {
        var subject = $"lease {lease.Metadata?.Namespace}/{lease.Metadata?.Name}";
        if (lease.Spec is not { HolderIdentity: { Length: > 0 } holder, RenewTime: { } renewed })
        {
            yield return CheckReport.Problem(subject, "nobody holds it, so no controller works", "look at the controller's pods and their logs");
            yield break;
        }

        var age = now - renewed;
        if (age < -FutureTolerated)
            yield return CheckReport.Warning(subject, $"was renewed {Ages.Short(-age)} in the future of this machine", "set the clocks of this machine and of the controller's node by NTP");
        yield return age > TimeSpan.FromSeconds(lease.Spec.LeaseDurationSeconds ?? 15)
            ? CheckReport.Problem(subject, $"'{holder}' has not renewed it for {Ages.Short(age)}, so no controller works", "look at the controller's pods and their logs; if they are well, compare the clocks")
            : CheckReport.Ok(subject, $"'{holder}' leads");
    }
}
