using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Cli.Uploads;

/// <summary>
/// An access token by Google's application default credentials: the file that <c>GOOGLE_APPLICATION_CREDENTIALS</c> names, that of <c>gcloud auth
/// application-default login</c>, or the machine's own account. Source: Google's documentation, "How Application Default Credentials works", and RFC 7523.
/// </summary>
internal sealed class GoogleCredentials(HttpClient http, Func<string, string?> variable, TimeProvider clock)
{
    private const string Scope = "https://www.googleapis.com/auth/devstorage.read_write";
    private const string MetadataPath = "/computeMetadata/v1/instance/service-accounts/default/token";

    public async Task<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        using var request = await RequestAsync(cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode && JsonNode.Parse(body)?["access_token"]?.GetValue<string>() is { } token
                ? token
                : throw new CliException($"no token from {request.RequestUri?.Host} ({(int)response.StatusCode}); log in with 'gcloud auth application-default login', or set GOOGLE_APPLICATION_CREDENTIALS.");
        }
        catch (HttpRequestException fault)
        {
            throw new CliException($"no token for gs://: {fault.Message.TrimEnd('.')}; set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account.", cause: fault);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(CancellationToken cancellationToken)
    {
        if (CredentialsFile() is not { } path)
        {
            var metadata = new HttpRequestMessage(HttpMethod.Get, $"http://{variable("GCE_METADATA_HOST") ?? "metadata.google.internal"}{MetadataPath}");
            metadata.Headers.Add("Metadata-Flavor", "Google");
            return metadata;
        }

        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken));
        return credentials?["type"]?.GetValue<string>() switch
        {
            "service_account" => TokenRequest(credentials, new()
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
                ["assertion"] = Assertion(credentials),
            }),
            "authorized_user" => TokenRequest(credentials, new()
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = Member(credentials, "client_id"),
                ["client_secret"] = Member(credentials, "client_secret"),
                ["refresh_token"] = Member(credentials, "refresh_token"),
            }),
            var type => throw CliException.Usage($"'{path}' holds credentials of type '{type}', which are not supported; use a service account or 'gcloud auth application-default login'."),
        };
    }

    private string? CredentialsFile()
    {
        if (variable("GOOGLE_APPLICATION_CREDENTIALS") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw CliException.Usage($"GOOGLE_APPLICATION_CREDENTIALS names '{named}', which does not exist.");

        var home = Path.Combine(variable("HOME") ?? "", ".config", "gcloud", "application_default_credentials.json");
        return File.Exists(home) ? home : null;
    }

    private static HttpRequestMessage TokenRequest(JsonNode credentials, Dictionary<string, string> form) =>
        new(HttpMethod.Post, credentials["token_uri"]?.GetValue<string>() ?? "https://oauth2.googleapis.com/token") { Content = new FormUrlEncodedContent(form) };

    private string Assertion(JsonNode credentials)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Member(credentials, "client_email"),
            ["scope"] = Scope,
            ["aud"] = Member(credentials, "token_uri"),
            ["iat"] = now,
            ["exp"] = now + 3600,
        };
        var signed = $"{Encoded("""{"alg":"RS256","typ":"JWT"}""")}.{Encoded(claims.ToJsonString())}";
        using var key = RSA.Create();
        key.ImportFromPem(Member(credentials, "private_key"));
        return $"{signed}.{Encoded(key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Member(JsonNode credentials, string name) =>
        credentials[name]?.GetValue<string>() ?? throw CliException.Usage($"the Google credentials lack '{name}'; download the file of the service account anew.");

    private static string Encoded(string text) => Encoded(Encoding.UTF8.GetBytes(text));

    private static string Encoded(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
