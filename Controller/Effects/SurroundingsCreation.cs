using Controller.Objects;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Shared.Submission.Surroundings;

namespace Controller.Effects;

/// <summary>Makes what is around a driver. What cannot be made is told and never stops the run: the driver needs none of it.</summary>
internal sealed class SurroundingsCreation(IKubernetesApi api, ObjectRecord record, MadeObjects made)
{
    public async Task<EffectOutcome.Done> ApplyAsync(DriverSurroundings wanted, CancellationToken cancellationToken)
    {
        var budget = wanted.DisruptionBudget is { } disruption ? await KeepAsync(disruption, cancellationToken) : null;
        var endpoints = await Task.WhenAll(wanted.Endpoints.Select(endpoint => EndpointAsync(endpoint, cancellationToken)));
        var problems = wanted.Problems.Select(problem => Warning(EventReasons.InvalidSurroundings, problem.ToString()));
        return new EffectOutcome.Done
        {
            Announcements = [.. problems, .. endpoints.SelectMany(endpoint => endpoint.Said), .. Said(budget)],
            WebUI = endpoints.Select(endpoint => endpoint.WebUI).FirstOrDefault(ui => ui is not null),
        };
    }

    /// <summary>One object that is wanted as it is, whatever a former attempt left under its name.</summary>
    public async Task<Kept> KeepAsync(Companion companion, CancellationToken cancellationToken)
    {
        var resource = CompanionCreation.ResourceOf(companion);
        var kept = await KeepAsync(resource, companion, cancellationToken);
        if (kept.Answer is { } answer && MetadataProjection.Uid(answer.Body.Span) is { } uid)
            made.Remember(record, resource, companion.Name, uid);
        return kept;
    }

    private async Task<Kept> KeepAsync(KubernetesResource resource, Companion companion, CancellationToken cancellationToken)
    {
        try
        {
            return new Kept(await api.SendAsync(ApiRequests.Create(resource, record.Namespace, companion.ToJson()), cancellationToken), null);
        }
        catch (ApiStatusException error) when (error.IsAlreadyExists)
        {
            return await SettleAsync(resource, companion, cancellationToken);
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return Refused(resource, companion, rejection.Reason, rejection.Message);
        }
    }

    private async Task<(DriverInfo? WebUI, IEnumerable<Effect.Announce> Said)> EndpointAsync(DriverEndpoint endpoint, CancellationToken cancellationToken)
    {
        var service = await KeepAsync(endpoint.Service, cancellationToken);
        var ingress = service.Answer is not null && endpoint.Ingress is { } behind ? await KeepAsync(behind, cancellationToken) : null;
        return (endpoint.IsWebUI && service.Answer is { } answer ? WebUI(endpoint, answer, ingress?.Answer is not null) : null, [.. Said(service), .. Said(ingress)]);
    }

    private static DriverInfo WebUI(DriverEndpoint endpoint, ApiResponse service, bool hasIngress)
    {
        var address = ContractsJson.Deserialize<Service>(service.Body.Span).Spec?.ClusterIP;
        return new DriverInfo
        {
            WebUIServiceName = endpoint.Service.Name,
            WebUIPort = endpoint.Port,
            WebUIAddress = address is { Length: > 0 } ? $"{(address.Contains(':') ? $"[{address}]" : address)}:{endpoint.Port}" : null,
            WebUIIngressName = hasIngress ? endpoint.Ingress!.Name : null,
            WebUIIngressAddress = hasIngress ? endpoint.Address : null,
        };
    }

    private async Task<Kept> SettleAsync(KubernetesResource resource, Companion companion, CancellationToken cancellationToken)
    {
        var hash = companion.Metadata.Annotations.OrEmpty().GetValueOrDefault(Annotations.ContentHash);
        try
        {
            var (holding, metadata) = await new OwnedObjects(api, record).LookAsync(resource, companion.Name, hash, cancellationToken);
            return (holding, metadata) switch
            {
                (Holding.Foreign, _) => Refused(
                    resource, companion, EventReasons.NameConflict, $"{resource.Kind} {companion.Name} already exists and does not belong to this application; it is left alone. Delete or rename it."),
                (_, { DeletionTimestamp: null, ResourceVersion: { } version }) => new Kept(
                    holding is Holding.Same
                        ? await api.SendAsync(ApiRequests.Get(resource, record.Namespace, companion.Name), cancellationToken)
                        : await api.SendAsync(ApiRequests.Patch(resource, record.Namespace, companion.Name, PatchKind.Merge, At(version, companion)), cancellationToken),
                    null),
                _ => Refused(resource, companion, EventReasons.SurroundingsDelayed, $"{resource.Kind} {companion.Name} of a former run is still being deleted."),
            };
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return Refused(resource, companion, rejection.Reason, rejection.Message);
        }
    }

    // Changed in place, for a Service keeps its address so. Only the version that was seen to be ours is changed.
    private static byte[] At(string version, Companion companion) =>
        companion.With(companion.Metadata with { ResourceVersion = version }).ToJson();

    private static Kept Refused(KubernetesResource resource, Companion companion, string reason, string message) =>
        new(null, Warning(reason, $"{resource.Kind} {companion.Name} could not be made, and the application runs without it: {message}"));

    private static Effect.Announce Warning(string reason, string message) => new(reason, message, IsWarning: true);

    private static IEnumerable<Effect.Announce> Said(Kept? kept) => kept?.Problem is { } problem ? [problem] : [];

    /// <summary>The object as it is now, or why it is not.</summary>
    internal sealed record Kept(ApiResponse? Answer, Effect.Announce? Problem);
}
