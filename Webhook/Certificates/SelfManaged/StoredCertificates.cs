using System.Text;
using System.Text.Json.Nodes;

namespace Webhook.Certificates.SelfManaged;

/// <summary>
/// What all replicas share, in one Secret. The four keys of the original operator keep their names and meaning, so that either can take over from the other; three more carry
/// a change of the authority.
/// </summary>
/// <param name="Authority">Signs the serving certificate.</param>
/// <param name="Server">What is served.</param>
/// <param name="Next">Signs nothing yet: it has to be known everywhere first.</param>
/// <param name="Previous">Certificate of an authority that some replica may still serve a certificate of.</param>
internal sealed record StoredCertificates(PemPair Authority, PemPair Server, PemPair? Next = null, string? Previous = null)
{
    private const string AuthorityKey = "ca-key.pem";
    private const string AuthorityCertificate = "ca-cert.pem";
    private const string ServerKey = "server-key.pem";
    private const string ServerCertificate = "server-cert.pem";
    private const string NextKey = "next-ca-key.pem";
    private const string NextCertificate = "next-ca-cert.pem";
    private const string PreviousCertificate = "previous-ca-cert.pem";

    /// <summary>What callers have to trust: every authority whose certificate may be served now or soon.</summary>
    public string Bundle => string.Concat(new[] { Authority.Certificate, Next?.Certificate, Previous }.OfType<string>().Select(pem => $"{pem.Trim()}\n"));

    /// <summary>Null when the Secret lacks one of the four keys.</summary>
    public static StoredCertificates? From(JsonObject secret)
    {
        var data = secret["data"] as JsonObject ?? [];
        return Pair(data, AuthorityCertificate, AuthorityKey) is { } authority && Pair(data, ServerCertificate, ServerKey) is { } server
            ? new StoredCertificates(authority, server, Pair(data, NextCertificate, NextKey), Text(data, PreviousCertificate))
            : null;
    }

    /// <summary>The Secret with these, and with whatever else it holds.</summary>
    public JsonObject Into(JsonObject secret)
    {
        var changed = secret.DeepClone().AsObject();
        var data = changed["data"] as JsonObject ?? [];
        changed["data"] = data;
        foreach (var (key, text) in new[]
                 {
                     (AuthorityCertificate, Authority.Certificate), (AuthorityKey, Authority.Key), (ServerCertificate, Server.Certificate), (ServerKey, Server.Key),
                     (NextCertificate, Next?.Certificate), (NextKey, Next?.Key), (PreviousCertificate, Previous),
                 })
        {
            if (text is null)
                data.Remove(key);
            else
                data[key] = Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
        }

        return changed;
    }

    private static PemPair? Pair(JsonObject data, string certificate, string key) =>
        Text(data, certificate) is { } pem && Text(data, key) is { } secret ? new PemPair(pem, secret) : null;

    internal static string? Text(JsonObject data, string key)
    {
        var buffer = new byte[((string?)data[key])?.Length ?? 0];
        return data[key] is JsonValue value && value.TryGetValue<string>(out var text) && Convert.TryFromBase64String(text, buffer, out var length) && length > 0
            ? Encoding.ASCII.GetString(buffer, 0, length)
            : null;
    }
}
