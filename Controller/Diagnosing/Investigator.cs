using System.Text;
using System.Text.Json;
using Controller.SparkApplications;
using Controller.SparkApplications.Status;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.Diagnosing;

/// <summary>Reads what explains a status better. It may take a moment and may fail; neither holds up what is decided.</summary>
public sealed class Investigator(IKubernetesApi api, TimeProvider clock, ILogger<Investigator> logger)
{
    private const int LastLines = 200;
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<SparkApplicationStatus> ExplainAsync(string @namespace, SparkApplicationStatus status, Investigation investigation, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return investigation.Kind switch
            {
                InvestigationKind.Log when status.Diagnosis is { } diagnosis =>
                    status with { Diagnosis = DriverLog.Read(diagnosis, await LogAsync(@namespace, investigation.Pod, either.Token)) },
                InvestigationKind.Events => status with { Diagnosis = PodEvents.Read(await EventsAsync(@namespace, investigation.Uid, either.Token)) ?? status.Diagnosis },
                _ => status,
            };
        }
        catch (Exception error) when (error is ApiException or IOException or JsonException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NotInvestigated(logger, investigation.Kind.ToString(), @namespace, investigation.Pod, error.Message);
            return status;
        }
    }

    private async Task<string> LogAsync(string @namespace, string pod, CancellationToken cancellationToken)
    {
        var options = new LogOptions { Container = ContainerNames.Driver, TailLines = LastLines, LimitBytes = MostBytes };
        await using var stream = await api.OpenAsync(ApiRequests.Log(@namespace, pod, options), cancellationToken);
        var buffer = new byte[MostBytes];
        var read = await stream.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer.AsSpan(0, read));
    }

    private async Task<string> EventsAsync(string @namespace, string uid, CancellationToken cancellationToken)
    {
        var request = ApiRequests.List(KubernetesResources.Events, @namespace, new ListOptions { FieldSelector = $"involvedObject.uid={uid}", Limit = 100 });
        return Encoding.UTF8.GetString((await api.SendAsync(request, cancellationToken)).Body.Span);
    }
}
