using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Cli.Diagnose;

/// <summary>An object that an application needs and does not make itself.</summary>
internal sealed record Reference(KubernetesResource Resource, string Name);

/// <summary>What an application refers to by name.</summary>
internal static class References
{
    private static readonly KubernetesResource Claims = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim");

    /// <summary>In order of kind and name, each once. Optional references are left out.</summary>
    public static IReadOnlyList<Reference> Of(SparkApplicationSpec spec)
    {
        var found = new List<Reference>();
        foreach (var role in new SparkPodSpec?[] { spec.Driver, spec.Executor })
        {
            Add(KubernetesResources.ServiceAccounts, role?.ServiceAccount);
            foreach (var mount in role?.ConfigMaps.OrEmpty() ?? [])
                Add(KubernetesResources.ConfigMaps, mount.Name);
            foreach (var mount in role?.Secrets.OrEmpty() ?? [])
                Add(KubernetesResources.Secrets, mount.Name);
        }

        Add(KubernetesResources.ConfigMaps, spec.SparkConfigMap);
        Add(KubernetesResources.ConfigMaps, spec.HadoopConfigMap);
        foreach (var secret in spec.ImagePullSecrets.OrEmpty())
            Add(KubernetesResources.Secrets, secret);
        foreach (var volume in spec.Volumes.OrEmpty())
            AddVolume(Shared.Contracts.Serialization.ContractsJson.ToNode(volume) as JsonObject);
        return [.. found.Distinct().OrderBy(reference => reference.Resource.Kind, StringComparer.Ordinal).ThenBy(reference => reference.Name, StringComparer.Ordinal)];

        void Add(KubernetesResource resource, string? name)
        {
            if (!string.IsNullOrEmpty(name))
                found.Add(new Reference(resource, name));
        }

        void AddVolume(JsonObject? volume)
        {
            Add(KubernetesResources.ConfigMaps, Required(volume?["configMap"], "name"));
            Add(KubernetesResources.Secrets, Required(volume?["secret"], "secretName"));
            Add(Claims, Required(volume?["persistentVolumeClaim"], "claimName"));
        }
    }

    private static string? Required(JsonNode? source, string member) =>
        source?["optional"]?.GetValue<bool>() == true ? null : source?[member]?.GetValue<string>();
}
