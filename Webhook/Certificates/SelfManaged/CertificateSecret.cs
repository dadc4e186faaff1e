using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Webhook.Certificates.SelfManaged;

/// <summary>Which Secret, who looks after it, and where what is served is put.</summary>
/// <param name="Managed">Whether we make and renew what is in it; otherwise somebody else does, such as cert-manager.</param>
/// <param name="Hosts">Names of the webhook as callers know it.</param>
internal sealed record CertificateSecretOptions(string Namespace, string Name, bool Managed, IReadOnlyList<string> Hosts);

/// <summary>
/// The serving pair comes from a Secret and goes into the certificate folder, where it is picked up. With several replicas the first one to write wins, and the others read
/// what it wrote: every write carries the version that was read.
/// </summary>
internal sealed class CertificateSecret(CertificateSecretOptions options, CertificateFolder folder, IKubernetesApi api, ILogger logger, TimeProvider clock)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>While there is nothing to serve with.</summary>
    private static readonly TimeSpan FirstPeriod = TimeSpan.FromSeconds(2);

    private const int Attempts = 5;

    /// <summary>What callers have to trust; null until something is served, and always when somebody else tells them.</summary>
    public string? Bundle { get; private set; }

    /// <summary>Ends when there is a pair to serve.</summary>
    public async Task FirstAsync(CancellationToken cancellationToken)
    {
        while (!await TrySyncAsync(cancellationToken))
            await Task.Delay(FirstPeriod, clock, cancellationToken);
    }

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Period, clock, cancellationToken);
            await TrySyncAsync(cancellationToken);
        }
    }

    /// <summary>One round. False when there is nothing to serve yet, or when the API server was no help.</summary>
    internal async Task<bool> TrySyncAsync(CancellationToken cancellationToken)
    {
        try
        {
            return options.Managed ? await ManageAsync(cancellationToken) : await FetchAsync(cancellationToken);
        }
        catch (ApiException exception)
        {
            // What is served stays; the next round tries again.
            Log.SecretFailed(logger, exception, $"{options.Namespace}/{options.Name}");
            return false;
        }
    }

    private async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        var data = (await ReadAsync(cancellationToken))?["data"] as JsonObject ?? [];
        var (certificate, key) = (StoredCertificates.Text(data, CertificateFiles.CertificateName), StoredCertificates.Text(data, CertificateFiles.KeyName));
        if (certificate is null || key is null)
        {
            Log.SecretEmpty(logger, $"{options.Namespace}/{options.Name}", CertificateFiles.CertificateName, CertificateFiles.KeyName);
            return false;
        }

        CertificateFiles.Write(folder.Directory, (folder.Key, key), (folder.Certificate, certificate));
        return true;
    }

    private async Task<bool> ManageAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var secret = await ReadAsync(cancellationToken);
            var stored = secret is null ? null : StoredCertificates.From(secret);
            var step = RotationRules.Next(stored, options.Hosts, clock.GetUtcNow());
            if (step is RotationStep.None)
            {
                Serve(stored!);
                return true;
            }

            try
            {
                await WriteAsync(secret, Rotation.Take(step, stored, options.Hosts, clock.GetUtcNow()), cancellationToken);
                Log.Rotated(logger, step, $"{options.Namespace}/{options.Name}");
            }
            catch (ApiStatusException lost) when (lost.IsAlreadyExists || lost.IsConflict)
            {
                // Another replica was faster: what it wrote is read in the next round.
            }
        }

        return false;
    }

    private void Serve(StoredCertificates stored)
    {
        CertificateFiles.Write(
            folder.Directory, (CertificateFiles.AuthorityName, stored.Bundle), (folder.Key, stored.Server.Key), (folder.Certificate, stored.Server.Certificate));
        Bundle = stored.Bundle;
    }

    private async Task<JsonObject?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.SendAsync(ApiRequests.Get(KubernetesResources.Secrets, options.Namespace, options.Name), cancellationToken);
            return JsonNode.Parse(answer.Body.Span)!.AsObject();
        }
        catch (ApiStatusException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    private async Task WriteAsync(JsonObject? secret, StoredCertificates certificates, CancellationToken cancellationToken)
    {
        var body = JsonBytes.Of(certificates.Into(secret ?? new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = options.Name, ["namespace"] = options.Namespace },
            ["type"] = "Opaque",
        }));
        await api.SendAsync(
            secret is null
                ? ApiRequests.Create(KubernetesResources.Secrets, options.Namespace, body)
                : ApiRequests.Replace(KubernetesResources.Secrets, options.Namespace, options.Name, body),
            cancellationToken);
    }
}
