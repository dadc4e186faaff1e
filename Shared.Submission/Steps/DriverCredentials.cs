using System.Text;
using Shared.Contracts.Core;

namespace Shared.Submission.Steps;

/// <summary>How the driver speaks to the API server. Source: <c>DriverKubernetesCredentialsFeatureStep</c>.</summary>
internal static class DriverCredentials
{
    private const string Prefix = "spark.kubernetes.authenticate.driver.";
    private const string VolumeName = "kubernetes-credentials";
    private const string Directory = "/mnt/secrets/spark-kubernetes-credentials";

    /// <summary>What may be copied, the name that it gets in the Secret, and the setting that tells the driver where it is.</summary>
    private static readonly (string Key, string File, string Mounted)[] Copied =
    [
        ("oauthToken", "oauth-token", "mounted.oauthTokenFile"),
        ("clientKeyFile", "client-key", "mounted.clientKeyFile"),
        ("clientCertFile", "client-cert", "mounted.clientCertFile"),
        ("caCertFile", "ca-cert", "mounted.caCertFile"),
    ];

    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        // A token never reaches a ConfigMap.
        foreach (var key in context.Conf.Settings.Keys.Where(key => key.EndsWith("oauthToken", StringComparison.Ordinal)))
            draft = draft.WithProperty(key, "<present_but_redacted>");

        var given = Copied.Where(item => context.Conf.Has(Prefix + item.Key)).ToList();
        if (given.Count > 0)
            return WithSecret(draft, context, given);

        return context.Conf.Text(Prefix + "serviceAccountName") is { } account
            ? draft with { Pod = draft.Pod with { Spec = draft.Pod.Spec! with { ServiceAccount = account, ServiceAccountName = account } } }
            : draft;
    }

    // With a Secret the service account is left alone: Spark takes one or the other.
    private static DriverDraft WithSecret(DriverDraft draft, StepContext context, List<(string Key, string File, string Mounted)> given)
    {
        var data = new List<KeyValuePair<string, byte[]>>();
        foreach (var (key, file, mounted) in given)
        {
            if (context.Arguments.Files is null)
                context.Errors.NeedsJvm(Prefix + key, "would be copied into a Secret, and no Secret is created here; let the driver use a service account.");
            else if (Content(context, key) is { } content)
                data.Add(new(file, content));
            else
                context.Errors.Add(Prefix + key, $"'{context.Conf.Raw(Prefix + key)}' does not exist.");

            if (!context.Conf.Has(Prefix + mounted))
                draft = draft.WithProperty(Prefix + mounted, $"{Directory}/{file}");
        }

        var name = $"{context.Names.Prefix}-kubernetes-credentials";
        return draft
            .WithVolume(
                new Volume { Name = VolumeName, Secret = new SecretVolumeSource { SecretName = name } },
                new VolumeMount { Name = VolumeName, MountPath = Directory })
            .WithCompanion(Secrets.Immutable(name, data));
    }

    private static byte[]? Content(StepContext context, string key) => key is "oauthToken"
        ? Encoding.UTF8.GetBytes(context.Conf.Raw(Prefix + key)!)
        : context.Arguments.Files!.Read(context.Conf.Text(Prefix + key)!);
}
