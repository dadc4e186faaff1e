using System.Collections.Immutable;
using Cli.Cluster;
using Kubernetes.Client.Connection;

namespace Cli.Doctor;

/// <summary>Asks the cluster about one part of an installation.</summary>
internal sealed record DoctorCheck(string Subject, Func<ClusterAccess, DateTimeOffset, CancellationToken, Task<IReadOnlyList<CheckReport>>> RunAsync);

/// <summary>All checks, in the order in which one thing needs the other.</summary>
internal static class DoctorChecks
{
    public static readonly ImmutableArray<DoctorCheck> InOrder =
    [
        new("API server", ServerCheck.RunAsync),
        new("definitions", DefinitionsCheck.RunAsync),
        new("controller", ControllerCheck.RunAsync),
        new("webhooks", WebhooksCheck.RunAsync),
        new("admission", AdmissionCheck.RunAsync),
        new("rights", RightsCheck.RunAsync),
    ];

    /// <summary>A check that is refused or meets a fault says so and stops no other; only who is not let in at all learns nothing.</summary>
    public static async Task<IReadOnlyList<CheckReport>> RunAsync(DoctorCheck check, ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await check.RunAsync(cluster, now, cancellationToken);
        }
        catch (ApiStatusException refusal) when (refusal.Code is 403)
        {
            return [CheckReport.Unknown(check.Subject, refusal.Status.Message ?? refusal.Message, "ask as a user with this right, such as a cluster administrator")];
        }
        catch (ApiException fault) when (fault is not ApiStatusException { Code: 401 })
        {
            return [CheckReport.Problem(check.Subject, fault.Message, "look at the API server and at what is between it and this machine")];
        }
    }
}
