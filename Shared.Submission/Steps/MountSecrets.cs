using Shared.Contracts.Core;

namespace Shared.Submission.Steps;

/// <summary><c>spark.kubernetes.driver.secrets.NAME=/path</c> becomes a volume and a mount. Source: <c>MountSecretsFeatureStep</c>.</summary>
internal static class MountSecrets
{
    public static DriverDraft Apply(DriverDraft draft, StepContext context) =>
        Of(context, "driver").Aggregate(draft, (pod, secret) => pod.WithVolume(secret.Volume, secret.Mount));

    public static IEnumerable<(Volume Volume, VolumeMount Mount)> Of(StepContext context, string role) =>
        from secret in context.Conf.WithPrefix($"spark.kubernetes.{role}.secrets.")
        let name = $"{secret.Key}-volume"
        select (
            new Volume { Name = name, Secret = new SecretVolumeSource { SecretName = secret.Key } },
            new VolumeMount { Name = name, MountPath = secret.Value });
}
