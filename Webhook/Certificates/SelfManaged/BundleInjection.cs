using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Webhook.Certificates.SelfManaged;

/// <summary>
/// Keeps our authority in the two webhook configurations. Every replica does it, and none needs to lead: all of them want the same, from the same Secret, and a write that is
/// not needed is not made.
/// </summary>
internal sealed class BundleInjection(CertificateSecret secret, string mutatingName, string validatingName, IKubernetesApi api, ILogger logger, TimeProvider clock)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FirstPeriod = TimeSpan.FromSeconds(1);

    private string? _problem = "the API server does not know the authority yet";

    /// <summary>Null once both configurations had our authority; a later failure is told in the log, for what is known stays known.</summary>
    public string? WhyNotReady { get; private set; } = "the API server does not know the authority yet";

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await InjectAsync(cancellationToken);
            await Task.Delay(_problem is null ? Period : FirstPeriod, clock, cancellationToken);
        }
    }

    /// <summary>One round.</summary>
    internal async Task InjectAsync(CancellationToken cancellationToken)
    {
        if (secret.Bundle is not { } bundle)
            return;

        _problem = await ProblemAsync(bundle, cancellationToken);
        if (_problem is null)
            WhyNotReady = null;
        else if (WhyNotReady is not null)
            WhyNotReady = _problem;
    }

    private async Task<string?> ProblemAsync(string bundle, CancellationToken cancellationToken)
    {
        try
        {
            await InjectAsync(KubernetesResources.MutatingWebhookConfigurations, mutatingName, bundle, cancellationToken);
            await InjectAsync(KubernetesResources.ValidatingWebhookConfigurations, validatingName, bundle, cancellationToken);
            return null;
        }
        catch (ApiStatusException conflict) when (conflict.IsConflict)
        {
            return "somebody else changed a webhook configuration at the same time";
        }
        catch (ApiException exception)
        {
            if (_problem != exception.Message)
                Log.InjectionFailed(logger, exception);
            return exception.Message;
        }
    }

    private async Task InjectAsync(KubernetesResource resource, string name, string bundle, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(ApiRequests.Get(resource, null, name), cancellationToken);
        if (BundleRules.With(JsonNode.Parse(answer.Body.Span)!.AsObject(), bundle) is not { } changed)
            return;
        await api.SendAsync(ApiRequests.Replace(resource, null, name, JsonBytes.Of(changed)), cancellationToken);
        Log.Injected(logger, resource.Kind, name);
    }
}
