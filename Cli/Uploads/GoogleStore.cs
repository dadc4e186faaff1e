using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Cli.Uploads;

/// <summary>A bucket of Google Cloud Storage, by its JSON API.</summary>
internal sealed class GoogleStore(UploadOptions options, GoogleCredentials credentials, HttpClient http, TimeProvider clock) : IObjectStore
{
    private const int Tries = 4;

    private string? _token;

    private Uri Endpoint => options.Endpoint ?? new Uri("https://storage.googleapis.com");

    public async Task<RemoteObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        using var response = await SendAsync("look for", key, () => new HttpRequestMessage(HttpMethod.Get,
            new Uri(Endpoint, $"/storage/v1/b/{options.Bucket}/o/{Uri.EscapeDataString(key)}")), cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;

        var found = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var size = long.Parse(found?["size"]?.GetValue<string>() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return new RemoteObject(size, found?["md5Hash"]?.GetValue<string>() is { } hash ? Convert.ToHexStringLower(Convert.FromBase64String(hash)) : null);
    }

    public async Task PutAsync(string key, string path, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var acl = options.IsPublic ? "&predefinedAcl=publicRead" : "";
        using var response = await SendAsync("upload", key, () =>
        {
            var content = new StreamContent(new ReportingStream(File.OpenRead(path), progress));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            return new HttpRequestMessage(HttpMethod.Post, new Uri(Endpoint, $"/upload/storage/v1/b/{options.Bucket}/o?uploadType=media&name={Uri.EscapeDataString(key)}{acl}")) { Content = content };
        }, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
            throw new CliException($"there is no bucket gs://{options.Bucket}; create it, or correct --upload-to.");
    }

    public string AddressOf(string key, bool isPublic) => isPublic
        ? $"{Endpoint.GetLeftPart(UriPartial.Authority)}/{options.Bucket}/{key}"
        : $"gs://{options.Bucket}/{key}";

    public void Dispose() => http.Dispose();

    // 404 is an answer; busy servers and cut connections are asked again.
    private async Task<HttpResponseMessage> SendAsync(string verb, string key, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            _token ??= await credentials.GetTokenAsync(cancellationToken);
            string problem;
            try
            {
                using var message = request();
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
                var response = await http.SendAsync(message, cancellationToken);
                if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound)
                    return response;

                using (response)
                    problem = $"the store answered {(int)response.StatusCode} ({response.StatusCode})";
                if ((int)response.StatusCode is < 500 and not (429 or 408))
                    throw Failed(verb, key, problem);
            }
            catch (HttpRequestException fault)
            {
                problem = fault.Message.TrimEnd('.');
            }

            if (tried == Tries)
                throw Failed(verb, key, problem);
            await Task.Delay(TimeSpan.FromSeconds(1 << (tried - 1)), clock, cancellationToken);
        }
    }

    private CliException Failed(string verb, string key, string problem) =>
        new($"cannot {verb} gs://{options.Bucket}/{key}: {problem}; check the rights of your account on the bucket and --upload-to-endpoint.");
}
