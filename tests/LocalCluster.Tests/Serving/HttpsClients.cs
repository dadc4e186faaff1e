using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Serving;

namespace LocalCluster.Tests.Serving;

internal static class HttpsClients
{
    /// <summary>A client that trusts only the cluster's authority, with the credentials of a kubeconfig.</summary>
    public static HttpClient Of(ClusterServer server, string? kubeconfig)
    {
        var authority = X509Certificate2.CreateFromPem(server.CaCertificate);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        _ = handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority);
        if (kubeconfig is not null)
        {
            var user = JsonNode.Parse(kubeconfig).ListAt("users").Objects().Single();
            using var pair = X509Certificate2.CreateFromPem(Decoded(user.TextAt("user", "client-certificate-data")), Decoded(user.TextAt("user", "client-key-data")));
            handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null)];
        }

        return new HttpClient(handler) { BaseAddress = server.Address };
    }

    private static string Decoded(string? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64!));
}
