using System.Text;
using System.Text.Json;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Kubernetes.Client.Connection;

/// <summary>Reads what came back. Whatever a server or a proxy sends becomes an answer or a typed error.</summary>
internal static class HttpAnswers
{
    private const int MaxErrorBytes = 64 << 10;
    private const int MaxErrorText = 500;

    /// <summary>The whole body, if it is not longer than allowed.</summary>
    public static async Task<byte[]> ReadAsync(ApiRequest request, HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > limit)
            throw TooLarge(request, limit);

        var buffer = new MemoryStream((int)(response.Content.Headers.ContentLength ?? 0));
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var chunk = new byte[16 << 10];
        int count;
        while ((count = await body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + count > limit)
                throw TooLarge(request, limit);
            buffer.Write(chunk, 0, count);
        }

        return buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
    }

    public static ApiResponse Success(ApiRequest request, HttpResponseMessage response, byte[] body)
    {
        // A login page of a proxy, or half an answer, must not be taken for an object.
        if (request.Accept == "application/json" && body.Length > 0 && !LooksLikeObject(response, body))
        {
            throw new ApiTransportException(request, TransportFault.Unreadable,
                $"the answer is {response.Content.Headers.ContentType?.MediaType ?? "without a content type"} and no JSON object; is there something between us and the API server?");
        }

        return new ApiResponse((int)response.StatusCode, body)
        {
            ServerTime = response.Headers.Date,
            Warnings = response.Headers.TryGetValues("Warning", out var warnings) ? [.. warnings.Select(WarningText)] : [],
        };
    }

    /// <summary>The error behind a status of 400 or above; also of 300 to 399, as an API server redirects nobody.</summary>
    public static async Task<ApiStatusException> RefusalAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body;
        try
        {
            body = await ReadAsync(request, response, MaxErrorBytes, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or HttpRequestException or ApiTransportException)
        {
            body = [];
        }

        var status = StatusOf(body, response);
        var retryAfter = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (response.Headers.Date ?? date),
            _ => status.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null,
        };
        return new ApiStatusException(request, (int)response.StatusCode, status, retryAfter);
    }

    // By code, not by body: overloaded servers and proxies answer in plain text, and timeouts carry a Status without kind.
    private static Status StatusOf(byte[] body, HttpResponseMessage response)
    {
        try
        {
            if (body.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("{"u8))
                return ContractsJson.Deserialize<Status>(body);
        }
        catch (Exception broken) when (broken is ContractsJsonException or JsonException)
        {
            // Falls through to the text: a body that only looks like a Status.
        }

        var html = response.Content.Headers.ContentType?.MediaType is "text/html";
        var text = html ? "" : new string([.. Encoding.UTF8.GetString(body).Where(character => !char.IsControl(character) || character is '\n')]).Trim();
        return new Status
        {
            Code = (int)response.StatusCode,
            Message = text.Length switch
            {
                0 => response.ReasonPhrase is { Length: > 0 } phrase ? phrase : null,
                > MaxErrorText => text[..MaxErrorText] + "...",
                _ => text,
            },
        };
    }

    private static bool LooksLikeObject(HttpResponseMessage response, byte[] body)
    {
        var text = body.AsSpan().Trim(" \r\n\t"u8);
        return response.Content.Headers.ContentType?.MediaType is "application/json" && text.Length >= 2 && text[0] == (byte)'{' && text[^1] == (byte)'}';
    }

    // 299 - "unknown field \"spec.bogus\""
    private static string WarningText(string header)
    {
        var (start, end) = (header.IndexOf('"', StringComparison.Ordinal), header.LastIndexOf('"'));
        return start >= 0 && end > start ? header[(start + 1)..end].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : header;
    }

    private static ApiTransportException TooLarge(ApiRequest request, int limit) =>
        new(request, TransportFault.TooLarge, $"the answer has more than {limit} bytes; ask for smaller pages.");
}
