using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kubernetes.Client.Connection.Credentials;

/// <summary>What is said to an exec plugin and what it answers. Source: <c>client.authentication.k8s.io</c> v1 and v1beta1.</summary>
internal static class ExecCredential
{
    public const string Group = "client.authentication.k8s.io";

    /// <summary>The value of <c>KUBERNETES_EXEC_INFO</c>.</summary>
    public static string Question(string apiVersion, ClusterEntry? cluster)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", "ExecCredential");
            json.WriteString("apiVersion", apiVersion);
            json.WriteStartObject("spec");
            json.WriteBoolean("interactive", false);
            if (cluster is not null)
            {
                json.WriteStartObject("cluster");
                json.WriteString("server", cluster.Server);
                if (cluster.TlsServerName is not null)
                    json.WriteString("tls-server-name", cluster.TlsServerName);
                if (cluster.InsecureSkipTlsVerify)
                    json.WriteBoolean("insecure-skip-tls-verify", true);
                if (cluster.CertificateAuthorityData is not null)
                    json.WriteString("certificate-authority-data", cluster.CertificateAuthorityData);
                if (cluster.ProxyUrl is not null)
                    json.WriteString("proxy-url", cluster.ProxyUrl);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Throws <see cref="FormatException"/> with what is wrong; never with what was said, which is secret.</summary>
    public static (Credential Credential, DateTimeOffset? Expires) Answer(ReadOnlyMemory<byte> text, string apiVersion)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw new FormatException("its output is not JSON");
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || Text(root, "kind") != "ExecCredential")
                throw new FormatException("its output is no ExecCredential");
            if (Text(root, "apiVersion") is var said && said != apiVersion)
                throw new FormatException($"it answered in apiVersion '{said}' where '{apiVersion}' was asked for");
            if (!root.TryGetProperty("status", out var status) || status.ValueKind is not JsonValueKind.Object)
                throw new FormatException("its output has no status");

            var (token, certificate, key) = (Text(status, "token"), Text(status, "clientCertificateData"), Text(status, "clientKeyData"));
            if (token is null && certificate is null)
                throw new FormatException("its status has neither token nor client certificate");
            if (certificate is null != key is null)
                throw new FormatException("its status has a client certificate without key, or the reverse");

            var expires = Text(status, "expirationTimestamp") is { } time
                ? DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
                    ? parsed
                    : throw new FormatException("its expirationTimestamp is no RFC 3339 time")
                : (DateTimeOffset?)null;

            return (new Credential(token, certificate is null ? null : ClientCertificates.FromPem(certificate, key!)), expires);
        }
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
