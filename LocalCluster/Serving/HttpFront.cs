using System.Buffers;
using System.IO.Compression;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Tables;

namespace LocalCluster.Serving;

/// <summary>From HTTP to a request and from a reply to HTTP. Knows nothing of kinds.</summary>
internal sealed class HttpFront(ApiServer server, Authentication authentication, CancellationToken stopping)
{
    // Smaller answers gain nothing from it.
    private const int CompressFrom = 128 * 1024;

    // Of a stream, so that a client that does not read holds back its watch instead of filling memory.
    private const int FlushFrom = 64 * 1024;

    public async Task HandleAsync(HttpContext http)
    {
        ApiRequest? request = null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            http.Response.Headers.CacheControl = "no-cache, private";
            var user = authentication.Identify(http);
            request = await ReadAsync(http, user);
            var reply = await AnswerAsync(request, http.RequestAborted, either.Token);
            await WriteAsync(http, request, reply, either.Token);
        }
        catch (Refusal refusal)
        {
            await RefuseAsync(http, request, refusal);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client has left and nobody reads an answer, or the server ends and so does the stream.
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(http, request, Refusals.Of(e.StatusCode, e.StatusCode == 408 ? "Timeout" : "BadRequest", e.Message));
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, request, Refusals.Internal($"{e.GetType().Name}: {e.Message}"));
        }
    }

    // What lasts ends with the server; what does not is finished before the server ends, or nobody would know whether it took effect.
    private async Task<ApiReply> AnswerAsync(ApiRequest request, CancellationToken cancellationToken, CancellationToken ofLasting)
    {
        if (RequestTimeouts.Of(request.Method, RequestTarget.Parse(request.Path), request.Query) is not { } longest)
            return await server.AnswerAsync(request, ofLasting);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(longest);
        try
        {
            return await server.AnswerAsync(request, timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw RequestTimeouts.Expired();
        }
    }

    private static async Task<ApiRequest> ReadAsync(HttpContext http, UserInfo user)
    {
        var body = await ReadBodyAsync(http.Request, http.RequestAborted);
        return new ApiRequest(http.Request.Method, http.Request.Path.Value ?? "/", QueryParameters.Parse(http.Request.QueryString.Value ?? ""), user)
        {
            Body = body,
            ContentType = http.Request.ContentType ?? "",
            Accept = http.Request.Headers.Accept.ToString(),
            UserAgent = http.Request.Headers.UserAgent.ToString(),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Method is "GET" or "HEAD")
            return ReadOnlyMemory<byte>.Empty;
        if (request.ContentLength > ClusterServer.LargestBody)
            throw Refusals.TooLarge(ClusterServer.LargestBody);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > ClusterServer.LargestBody)
                throw Refusals.TooLarge(ClusterServer.LargestBody);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task WriteAsync(HttpContext http, ApiRequest request, ApiReply reply, CancellationToken cancellationToken)
    {
        var response = http.Response;
        response.StatusCode = reply.Status;
        AddWarnings(response, request.Warnings);
        foreach (var (name, value) in reply.Headers)
            response.Headers[name] = value;
        switch (reply)
        {
            case JsonReply json:
                await WriteAsync(http, json.ContentType, [json.Body.ToUtf8(), "\n"u8.ToArray()]);
                break;
            case BytesReply bytes:
                await WriteAsync(http, bytes.ContentType, bytes.Pieces);
                break;
            case TextReply text:
                if (text.Status != 204)
                    await WriteAsync(http, text.ContentType, [System.Text.Encoding.UTF8.GetBytes(text.Body)]);
                break;
            case StreamReply stream:
                await WriteAsync(http, stream, cancellationToken);
                break;
        }
    }

    private static async Task WriteAsync(HttpContext http, StreamReply stream, CancellationToken cancellationToken)
    {
        http.Response.ContentType = stream.ContentType;
        await http.Response.StartAsync(http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        var body = http.Response.BodyWriter;
        await using var parts = stream.Parts.GetAsyncEnumerator(cancellationToken);
        for (var unsent = 0L; ;)
        {
            var next = parts.MoveNextAsync();
            // Nobody waits for what is already here, but a burst goes out in few pieces.
            if (unsent >= FlushFrom || (unsent > 0 && !next.IsCompleted))
            {
                _ = await body.FlushAsync(http.RequestAborted);
                unsent = 0;
            }

            if (!await next)
                break;
            var part = parts.Current;
            body.Write(part.Head.Span);
            body.Write(part.Middle.Span);
            body.Write(part.Tail.Span);
            unsent += part.Head.Length + part.Middle.Length + part.Tail.Length;
        }

        _ = await body.FlushAsync(http.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext http, string contentType, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        var response = http.Response;
        response.ContentType = contentType;
        var length = pieces.Sum(piece => (long)piece.Length);
        if (length >= CompressFrom && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Append("Vary", "Accept-Encoding");
            await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
            foreach (var piece in pieces)
                await gzip.WriteAsync(piece, http.RequestAborted);
            return;
        }

        response.ContentLength = length;
        foreach (var piece in pieces)
            response.BodyWriter.Write(piece.Span);
        _ = await response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static async Task RefuseAsync(HttpContext http, ApiRequest? request, Refusal refusal)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = refusal.Code;
        AddWarnings(http.Response, request?.Warnings ?? []);
        foreach (var (name, value) in refusal.Headers)
            http.Response.Headers[name] = value;
        if (refusal.Text is not null)
        {
            await WriteAsync(http, "text/plain; charset=utf-8", [System.Text.Encoding.UTF8.GetBytes(refusal.Text)]);
            return;
        }

        var body = EncodedReplies.Write(AcceptedForm.ForRefusal(http.Request.Headers.Accept.ToString()), refusal.Status, out var contentType);
        await WriteAsync(http, contentType, [body]);
    }

    // Header values are Latin-1 on the wire; UTF-8 goes through byte by byte, as from a real server.
    private static void AddWarnings(HttpResponse response, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Distinct())
        {
            var quoted = warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ");
            response.Headers.Append("Warning", $"299 - \"{quoted}\"");
        }
    }
}
