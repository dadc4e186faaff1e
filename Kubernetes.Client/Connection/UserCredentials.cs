using System.Security.Cryptography;
using System.Text;
using Kubernetes.Client.Connection.Credentials;

namespace Kubernetes.Client.Connection;

/// <summary>Which of a user's ways to show who they are is used. Order as in kubectl: a token beats its file; an exec plugin is asked only without them.</summary>
internal static class UserCredentials
{
    public static ICredentialSource Of(Named<UserEntry> user, Named<ClusterEntry> cluster, TimeProvider clock)
    {
        var where = $"kubeconfig {user.File}, user '{user.Name}'";
        if (user.Value.AuthProvider is { } provider)
            throw new KubeConfigException($"{where} uses auth-provider {provider}, which Kubernetes removed in 1.26; use 'exec' with the provider's plugin.");
        if (user.Value.Username is not null)
            throw new KubeConfigException($"{where} uses username and password, which Kubernetes removed in 1.19; use a token, a client certificate or 'exec'.");

        var token = Token(user.Value, user.File, where, clock);
        var certificate = Certificate(user, where, clock);
        return (token, certificate) switch
        {
            (null, null) when user.Value.Exec is { } exec => ExecPlugin.Create(exec, where, user.File, cluster.Value, clock),
            (null, null) => NoCredentials.Instance,
            ({ } only, null) => only,
            (null, { } only) => only,
            ({ } first, { } second) => new JoinedCredentials(first, second),
        };
    }

    private static ICredentialSource? Token(UserEntry user, string file, string where, TimeProvider clock)
    {
        if (user.Token is { } token)
        {
            return token.All(character => character is > ' ' and < '\x7f')
                ? new FixedCredential(new Credential(token, null))
                : throw new KubeConfigException($"{where}: token holds characters that no token has; paste it in one line, without blanks.");
        }

        if (user.TokenFile is not { } relative)
            return null;

        var path = KubeConfigResolver.PathBeside(file, relative);
        return File.Exists(path)
            ? new TokenFile(path, clock)
            : throw new KubeConfigException($"{where}: tokenFile {path} does not exist; correct the path, which is relative to the kubeconfig.");
    }

    private static ICredentialSource? Certificate(Named<UserEntry> user, string where, TimeProvider clock)
    {
        var entry = user.Value;
        var (hasCertificate, hasKey) = (entry.ClientCertificate ?? entry.ClientCertificateData, entry.ClientKey ?? entry.ClientKeyData);
        if (hasCertificate is null && hasKey is null)
            return null;
        if (hasCertificate is null || hasKey is null)
            throw new KubeConfigException($"{where} has a client {(hasKey is null ? "certificate without its key; add 'client-key'" : "key without its certificate; add 'client-certificate'")} (or the member with '-data').");

        if (entry.ClientCertificateData is null && entry.ClientKeyData is null)
        {
            return new CertificateFiles(
                Existing(user.File, entry.ClientCertificate!, where, "client-certificate"), Existing(user.File, entry.ClientKey!, where, "client-key"), clock);
        }

        var certificate = Pem(user.File, entry.ClientCertificateData, entry.ClientCertificate, where, "client-certificate");
        var key = Pem(user.File, entry.ClientKeyData, entry.ClientKey, where, "client-key");
        try
        {
            return new FixedCredential(new Credential(null, ClientCertificates.FromPem(certificate, key)));
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            throw new KubeConfigException($"{where}: client certificate and key cannot be used together ({broken.Message}); give a PEM certificate and its own PEM key.", broken);
        }
    }

    private static string Pem(string file, string? data, string? path, string where, string member) =>
        data is not null
            ? KubeConfigData.Decode(where, $"{member}-data", data, Encoding.UTF8.GetString)
            : File.ReadAllText(Existing(file, path!, where, member));

    private static string Existing(string file, string path, string where, string member)
    {
        var full = KubeConfigResolver.PathBeside(file, path);
        return File.Exists(full) ? full : throw new KubeConfigException($"{where}: {member} {full} does not exist; correct the path, which is relative to the kubeconfig.");
    }
}
