using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Arguments;

/// <summary>Secrets to mount; for two types a variable tells libraries where the file is.</summary>
internal static class Secrets
{
    public static IEnumerable<KeyValuePair<string, string>> Of(Role role)
    {
        foreach (var secret in role.Spec.Secrets.OrEmpty())
        {
            var path = secret.Path ?? "";
            yield return new(role.Kubernetes($"secrets.{secret.Name}"), path);

            if (secret.SecretType is SecretTypes.GcpServiceAccount)
                yield return new(role.EnvPrefix + EnvironmentVariables.GoogleApplicationCredentials, CleanPath.Join(path, MountedFiles.ServiceAccountKey));
            else if (secret.SecretType is SecretTypes.HadoopDelegationToken)
                yield return new(role.EnvPrefix + EnvironmentVariables.HadoopTokenFileLocation, CleanPath.Join(path, MountedFiles.HadoopDelegationToken));
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> KeyReferences(Role role) =>
        from reference in role.Spec.EnvSecretKeyRefs.OrEmpty().OrderBy(reference => reference.Key, StringComparer.Ordinal)
        select KeyValuePair.Create(role.Kubernetes($"secretKeyRef.{reference.Key}"), $"{reference.Value.Name}:{reference.Value.Key}");
}
