using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Cli.Lint.Server;

/// <summary>An object of the application's namespace that has to be there before it runs.</summary>
/// <param name="Path">Where the application names it.</param>
internal sealed record SpecReference(KubernetesResource Resource, string Name, string Path);

/// <summary>What an application refers to. References that say themselves that they are optional are left out.</summary>
internal static class SpecReferences
{
    private static readonly KubernetesResource Claims = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim");

    public static IEnumerable<SpecReference> Of(SparkApplicationSpec spec) => All(spec)
        .Where(reference => !string.IsNullOrEmpty(reference.Name))
        .DistinctBy(reference => (reference.Resource, reference.Name));

    private static IEnumerable<SpecReference> All(SparkApplicationSpec spec)
    {
        yield return new(KubernetesResources.ConfigMaps, spec.SparkConfigMap ?? "", "spec.sparkConfigMap");
        yield return new(KubernetesResources.ConfigMaps, spec.HadoopConfigMap ?? "", "spec.hadoopConfigMap");
        foreach (var (index, secret) in spec.ImagePullSecrets.OrEmpty().Index())
            yield return new(KubernetesResources.Secrets, secret, $"spec.imagePullSecrets[{index}]");
        foreach (var (index, volume) in spec.Volumes.OrEmpty().Index())
        {
            var place = $"spec.volumes[{index}]";
            if (volume.ConfigMap is { Optional: not true })
                yield return new(KubernetesResources.ConfigMaps, volume.ConfigMap.Name ?? "", $"{place}.configMap.name");
            if (volume.Secret is { Optional: not true })
                yield return new(KubernetesResources.Secrets, volume.Secret.SecretName ?? "", $"{place}.secret.secretName");
            // Spark makes this one itself, one for each executor.
            if (volume.PersistentVolumeClaim?.ClaimName is { } claim && claim != "OnDemand")
                yield return new(Claims, claim, $"{place}.persistentVolumeClaim.claimName");
        }

        foreach (var reference in OfRole(spec.Driver, "spec.driver").Concat(OfRole(spec.Executor, "spec.executor")))
            yield return reference;
    }

    private static IEnumerable<SpecReference> OfRole(SparkPodSpec? pod, string path)
    {
        if (pod is null)
            yield break;

        yield return new(KubernetesResources.ServiceAccounts, pod.ServiceAccount ?? "", $"{path}.serviceAccount");
        foreach (var (index, entry) in pod.ConfigMaps.OrEmpty().Index())
            yield return new(KubernetesResources.ConfigMaps, entry.Name ?? "", $"{path}.configMaps[{index}].name");
        foreach (var (index, secret) in pod.Secrets.OrEmpty().Index())
            yield return new(KubernetesResources.Secrets, secret.Name ?? "", $"{path}.secrets[{index}].name");
        foreach (var (name, key) in pod.EnvSecretKeyRefs.OrEmpty())
            yield return new(KubernetesResources.Secrets, key.Name ?? "", $"{path}.envSecretKeyRefs.{name}.name");
        foreach (var (index, variable) in pod.Env.OrEmpty().Index())
        {
            if (variable.ValueFrom?.SecretKeyRef is { Optional: not true } secret)
                yield return new(KubernetesResources.Secrets, secret.Name ?? "", $"{path}.env[{index}].valueFrom.secretKeyRef.name");
            if (variable.ValueFrom?.ConfigMapKeyRef is { Optional: not true } map)
                yield return new(KubernetesResources.ConfigMaps, map.Name ?? "", $"{path}.env[{index}].valueFrom.configMapKeyRef.name");
        }

        foreach (var (index, source) in pod.EnvFrom.OrEmpty().Index())
        {
            if (source.SecretRef is { Optional: not true } secret)
                yield return new(KubernetesResources.Secrets, secret.Name ?? "", $"{path}.envFrom[{index}].secretRef.name");
            if (source.ConfigMapRef is { Optional: not true } map)
                yield return new(KubernetesResources.ConfigMaps, map.Name ?? "", $"{path}.envFrom[{index}].configMapRef.name");
        }
    }
}
