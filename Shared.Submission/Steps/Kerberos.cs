using Shared.Contracts.Core;

namespace Shared.Submission.Steps;

/// <summary>Kerberos as far as it is plain objects; logging in and copying key tables is not. Source: <c>KerberosConfDriverFeatureStep</c>.</summary>
internal static class Kerberos
{
    private const string Krb5Map = "spark.kubernetes.kerberos.krb5.configMapName";
    private const string Krb5Path = "spark.kubernetes.kerberos.krb5.path";
    private const string Keytab = "spark.kerberos.keytab";
    private const string Principal = "spark.kerberos.principal";
    private const string TokenSecret = "spark.kubernetes.kerberos.tokenSecret.name";
    private const string TokenKey = "spark.kubernetes.kerberos.tokenSecret.itemKey";

    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        Check(context);
        var conf = context.Conf;

        if (conf.Text(Krb5Map) is { } configMap)
        {
            draft = draft.WithVolume(
                new Volume { Name = "krb5-file", ConfigMap = new ConfigMapVolumeSource { Name = configMap } },
                new VolumeMount { Name = "krb5-file", MountPath = "/etc/krb5.conf", SubPath = "krb5.conf" });
        }

        const string directory = "/mnt/secrets/hadoop-credentials";
        return conf.Text(TokenSecret) is { } secret
            ? draft
                .WithVolume(
                    new Volume { Name = "hadoop-secret", Secret = new SecretVolumeSource { SecretName = secret } },
                    new VolumeMount { Name = "hadoop-secret", MountPath = directory })
                .WithEnv(new EnvVar { Name = "HADOOP_TOKEN_FILE_LOCATION", Value = $"{directory}/{conf.Text(TokenKey)}" })
            : draft;
    }

    private static void Check(StepContext context)
    {
        var conf = context.Conf;
        if (conf.Has(Krb5Map) && conf.Has(Krb5Path))
            context.Errors.Add(Krb5Path, $"and {Krb5Map} cannot both be set.");
        else if (conf.Has(Krb5Path))
            context.Errors.NeedsJvm(Krb5Path, $"names a file of the submitter, which is not read here; put it into a ConfigMap and name it in {Krb5Map}.");

        if (conf.Has(Keytab) != conf.Has(Principal))
            context.Errors.Add(conf.Has(Keytab) ? Principal : Keytab, "is missing; a key table and its principal go together.");
        else if (conf.Text(Keytab) is { } keytab && !keytab.StartsWith("local:", StringComparison.Ordinal))
            context.Errors.NeedsJvm(Keytab, "would have to be read and used to log in; a JVM does that.");

        if (conf.Has(TokenSecret) != conf.Has(TokenKey))
            context.Errors.Add(conf.Has(TokenSecret) ? TokenKey : TokenSecret, "is missing; the Secret of the token and its key go together.");
    }
}
