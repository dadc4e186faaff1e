using Cli.Cluster;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Manifests;
using Kubernetes.Client.Requests;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Lint.Server;

/// <summary>What only a cluster can say, asked with the rights of the user and without leaving anything behind: its verdict, and whether what an application names exists.</summary>
internal sealed class ServerLint(ClusterAccess cluster)
{
    private const string Refused = "ServerRefused";
    private const string Warned = "ServerWarning";
    private const string Missing = "ReferenceMissing";
    private const string Unknown = "ReferenceUnknown";

    public async Task<IReadOnlyList<Finding>> JudgeAsync(Manifest manifest, int document, CancellationToken cancellationToken)
    {
        if (SparkResources.Of(manifest.ApiVersion, manifest.Kind) is not { } resource)
            return [];

        var @namespace = manifest.Namespace ?? cluster.Namespace;
        var findings = (await VerdictAsync(resource, @namespace, manifest, cancellationToken))
            .Select(told => Finding.Of(manifest, document, told.Severity, "", told.Code, told.Message)).ToList();
        if (resource == SparkResources.Applications && Spec(manifest) is { } spec)
        {
            foreach (var reference in SpecReferences.Of(spec))
            {
                if (await ProblemAsync(reference, @namespace, cancellationToken) is var (code, message))
                    findings.Add(Finding.Of(manifest, document, Finding.Warning, reference.Path, code, message));
            }
        }

        return findings;
    }

    private async Task<IEnumerable<(string Severity, string Code, string Message)>> VerdictAsync(
        KubernetesResource resource, string @namespace, Manifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            return (await TryAsync(resource, @namespace, manifest, cancellationToken)).Warnings.Select(warning => (Finding.Warning, Warned, $"the cluster warns: {warning}"));
        }
        catch (ApiStatusException refusal)
        {
            return [(Finding.Error, Refused, $"the cluster refuses it: {refusal.Status.Message ?? refusal.Message}")];
        }
    }

    private async Task<ApiResponse> TryAsync(KubernetesResource resource, string @namespace, Manifest manifest, CancellationToken cancellationToken)
    {
        var (body, options) = (JsonBytes.Of(manifest.Object), new WriteOptions { DryRun = true, FieldValidation = FieldValidation.Strict });
        try
        {
            return await cluster.Api.SendAsync(ApiRequests.Create(resource, @namespace, body, options), cancellationToken);
        }
        catch (ApiStatusException exists) when (exists.IsAlreadyExists && manifest.Name is not null)
        {
            return await cluster.Api.SendAsync(ApiRequests.Patch(resource, @namespace, manifest.Name, PatchKind.Merge, body, options), cancellationToken);
        }
    }

    private async Task<(string Code, string Message)?> ProblemAsync(SpecReference reference, string @namespace, CancellationToken cancellationToken)
    {
        try
        {
            _ = await cluster.Api.SendAsync(ApiRequests.Get(reference.Resource, @namespace, reference.Name), cancellationToken);
            return null;
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            return (Missing, $"{reference.Resource.Kind} '{reference.Name}' does not exist in namespace '{@namespace}'; create it before the application");
        }
        catch (ApiStatusException refusal) when (refusal.Code == 403)
        {
            return (Unknown, $"you may not see {reference.Resource.Kind} '{reference.Name}' in namespace '{@namespace}', so nobody can say whether it exists; ask for the right to get it");
        }
    }

    private static SparkApplicationSpec? Spec(Manifest manifest)
    {
        try
        {
            return ContractsJson.Deserialize<SparkApplication>(manifest.Object).Spec;
        }
        catch (ContractsJsonException)
        {
            // Told already by what judges without a cluster.
            return null;
        }
    }
}
