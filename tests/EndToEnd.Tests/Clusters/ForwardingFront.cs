using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Forwarding;
using Kubernetes.Client.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Clusters;

/// <summary>
/// The cluster once more, with the one thing that simulated pods do not have: ports. Every request goes on to the cluster; a connection to a pod is
/// answered here, as a kubelet does, by a pod that says who it is. A followed log is cut once, in what comes second and in the middle of a line: a
/// reset before the first byte is read would be one more try of the request, not a log that was cut.
/// </summary>
public sealed class ForwardingFront : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IKubernetesApi _cluster;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("front");
    private int _reads;

    private ForwardingFront(WebApplication app, IKubernetesApi cluster) => (_app, _cluster) = (app, cluster);

    /// <summary>A kubeconfig that leads here.</summary>
    public string KubeConfigPath => Path.Combine(_folder.FullName, "kubeconfig");

    /// <summary>The connections to pods so far, as path and query.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<ForwardingFront> StartAsync(ICluster cluster)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var front = new ForwardingFront(builder.Build(), cluster.Api);
        front._app.UseWebSockets();
        front._app.Run(front.AnswerAsync);
        await front._app.StartAsync();
        await File.WriteAllTextAsync(front.KubeConfigPath, $$$"""
            {"apiVersion":"v1","kind":"Config","current-context":"front","contexts":[{"name":"front","context":{"cluster":"front","user":"front"}}],
             "users":[{"name":"front","user":{}}],"clusters":[{"name":"front","cluster":{"server":"{{{front._app.Urls.Single()}}}"}}]}
            """);
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        if (context.WebSockets.IsWebSocketRequest)
        {
            await ForwardAsync(context, target);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new ApiRequest(context.Request.Method, target[0])
        {
            Query = [.. context.Request.Query.SelectMany(pair => pair.Value.Select(value => new KeyValuePair<string, string>(pair.Key, value ?? "")))],
            Body = body.ToArray(),
            ContentType = context.Request.ContentType,
        };
        context.Response.ContentType = "application/json";
        try
        {
            await PassOnAsync(request, context);
        }
        catch (ApiStatusException refusal)
        {
            context.Response.StatusCode = refusal.Code;
            await context.Response.WriteAsync(JsonSerializer.Serialize(new { kind = "Status", apiVersion = "v1", status = "Failure", code = refusal.Code, reason = refusal.Reason, message = refusal.Status.Message }));
        }
    }

    private async Task PassOnAsync(ApiRequest request, HttpContext context)
    {
        if (context.Request.Query["watch"] == "true")
        {
            await foreach (var line in _cluster.WatchLinesAsync(request, context.RequestAborted))
            {
                await context.Response.Body.WriteAsync((byte[])[.. line.Span, (byte)'\n'], context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        else if (request.Path.EndsWith("/log", StringComparison.Ordinal))
        {
            await using var log = await _cluster.OpenAsync(request, context.RequestAborted);
            await CopyLogAsync(log, context);
        }
        else
        {
            var response = await _cluster.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = response.Status;
            await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
        }
    }

    private async Task CopyLogAsync(Stream log, HttpContext context)
    {
        var buffer = new byte[4096];
        while (await log.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            var isCut = context.Request.Query["follow"] == "true" && Interlocked.Increment(ref _reads) == 2;
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, isCut ? Math.Max(1, count / 2) : count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (isCut)
            {
                context.Abort();
                return;
            }
        }
    }

    // Source: kubelet, pkg/kubelet/cri/streaming/portforward/websocket.go: channel 0 carries data, 1 errors; each begins with the port.
    private async Task ForwardAsync(HttpContext context, string[] target)
    {
        Asked.Enqueue(string.Join('?', target));
        var port = ushort.Parse(context.Request.Query["ports"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(PortForward.Protocol);
        foreach (var channel in new byte[] { 0, 1 })
            await SendAsync([channel, (byte)port, (byte)(port >> 8)]);
        await SendAsync([0, .. Encoding.UTF8.GetBytes($"{target[0].Split('/')[^2]}:{port}\n")]);

        // What comes is said back, until the other side leaves.
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: WebSocketMessageType.Binary } received)
            {
                if (received.Count > 1)
                    await SendAsync(buffer[..received.Count]);
            }
        }
        catch (WebSocketException)
        {
            // It left without a word.
        }

        Task SendAsync(byte[] message) => socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, context.RequestAborted);
    }
}
