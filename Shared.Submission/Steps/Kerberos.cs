using Shared.Contracts.Core;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Steps;

/// <summary>Kerberos as far as it is plain objects; logging in is not. Source: <c>KerberosConfDriverFeatureStep</c>.</summary>
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
        CheckPairs(context);
        return WithCredentials(WithKrb5(draft, context), context);
    }

    private static void CheckPairs(StepContext context)
    {
        var conf = context.Conf;
        if (conf.Has(Krb5Map) && conf.Has(Krb5Path))
            context.Errors.Add(Krb5Path, $"and {Krb5Map} cannot both be set.");
        if (conf.Has(Keytab) != conf.Has(Principal))
            context.Errors.Add(conf.Has(Keytab) ? Principal : Keytab, "is missing; a key table and its principal go together.");
        if (conf.Has(TokenSecret) != conf.Has(TokenKey))
            context.Errors.Add(conf.Has(TokenSecret) ? TokenKey : TokenSecret, "is missing; the Secret of the token and its key go together.");
    }

    private static DriverDraft WithKrb5(DriverDraft draft, StepContext context)
    {
        const string volume = "krb5-file";
        var mount = new VolumeMount { Name = volume, MountPath = "/etc/krb5.conf", SubPath = "krb5.conf" };

        if (context.Conf.Text(Krb5Map) is { } named)
            return draft.WithVolume(new Volume { Name = volume, ConfigMap = new ConfigMapVolumeSource { Name = named } }, mount);

        if (context.Conf.Text(Krb5Path) is not { } path
            || Read(context, Krb5Path, path, $"put it into a ConfigMap and name it in {Krb5Map}.") is not { } content)
            return draft;

        var (name, configMap) = (SubmitterFile.NameOf(path), $"{context.Names.Prefix}-krb5-file");
        return draft
            .WithVolume(
                new Volume { Name = volume, ConfigMap = new ConfigMapVolumeSource { Name = configMap, Items = [new KeyToPath { Key = name, Path = name }] } },
                mount)
            .WithCompanion(new Companion.OfConfigMap(ConfigMaps.Immutable(
                new ObjectMeta { Name = configMap },
                new Dictionary<string, string> { [name] = SubmitterFile.Text(content) ?? "" },
                context.Errors,
                Krb5Path)));
    }

    // A key table beats a token.
    private static DriverDraft WithCredentials(DriverDraft draft, StepContext context)
    {
        if (context.Conf.Text(Keytab) is { } keytab && !keytab.StartsWith("local:", StringComparison.Ordinal))
            return WithKeytab(draft, context, keytab);

        const string directory = "/mnt/secrets/hadoop-credentials";
        return context.Conf.Text(TokenSecret) is { } secret
            ? draft
                .WithVolume(
                    new Volume { Name = "hadoop-secret", Secret = new SecretVolumeSource { SecretName = secret } },
                    new VolumeMount { Name = "hadoop-secret", MountPath = directory })
                .WithEnv(new EnvVar { Name = "HADOOP_TOKEN_FILE_LOCATION", Value = $"{directory}/{context.Conf.Text(TokenKey)}" })
            : draft;
    }

    private static DriverDraft WithKeytab(DriverDraft draft, StepContext context, string keytab)
    {
        const string volume = "kerberos-keytab";
        const string directory = "/mnt/secrets/kerberos-keytab";

        if (Read(context, Keytab, keytab, "put it into the image and write its path with local://.") is not { } content)
            return draft;

        var (name, secret) = (SubmitterFile.NameOf(keytab), $"{context.Names.Prefix}-kerberos-keytab");
        return draft
            .WithVolume(
                new Volume { Name = volume, Secret = new SecretVolumeSource { SecretName = secret } },
                new VolumeMount { Name = volume, MountPath = directory })
            .WithProperty(Keytab, $"{directory}/{name}")
            .WithCompanion(Secrets.Immutable(secret, [new(name, content)]));
    }

    private static byte[]? Read(StepContext context, string key, string path, string instead)
    {
        if (context.Arguments.Files is not { } files)
            context.Errors.NeedsJvm(key, $"names a file of the submitter, which is not read here; {instead}");
        else if (files.Read(SubmitterFile.PathOf(path)) is { } content)
            return content;
        else
            context.Errors.Add(key, $"'{path}' does not exist.");
        return null;
    }
}
