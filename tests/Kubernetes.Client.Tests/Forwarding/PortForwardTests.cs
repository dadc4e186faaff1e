using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Forwarding;
using Kubernetes.Client.Tests.Connection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kubernetes.Client.Tests.Forwarding;

public sealed class PortForwardTests
{
    [Fact]
    public async Task Given_an_echoing_pod_When_bytes_are_sent_Then_they_come_back_without_the_port_numbers()
    {
        await using var pod = await KubeletThatEchoes.StartAsync();
        using var client = Clients.To(pod.Address);
        var (here, there) = await SocketPairAsync();
        var request = PortForward.Request("n", "p", 4040);
        using var socket = await client.ConnectAsync(request, PortForward.Protocol, CancellationToken.None);

        var copying = PortForward.CopyAsync(request, socket, there, CancellationToken.None);
        var sent = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("GET / HTTP/1.1\r\n", 10_000)));
        await here.WriteAsync(sent);
        var received = new byte[sent.Length];
        await here.ReadExactlyAsync(received);
        await here.DisposeAsync();
        await copying;

        received.Should().Equal(sent);
        pod.Asked.Should().Be("/api/v1/namespaces/n/pods/p/portforward?ports=4040");
    }

    [Fact]
    public async Task Given_a_port_on_which_nobody_listens_When_copied_Then_the_pods_words_are_told()
    {
        await using var pod = await KubeletThatEchoes.StartAsync(error: "failed to connect to localhost:4040 inside namespace");
        using var client = Clients.To(pod.Address);
        var (_, there) = await SocketPairAsync();
        var request = PortForward.Request("n", "p", 4040);
        using var socket = await client.ConnectAsync(request, PortForward.Protocol, CancellationToken.None);

        await FluentActions.Awaiting(() => PortForward.CopyAsync(request, socket, there, CancellationToken.None))
            .Should().ThrowAsync<ApiTransportException>().WithMessage("*failed to connect to localhost:4040*");
    }

    [Theory]
    [InlineData("", "Forbidden")]
    [InlineData("""{"kind":"Status","code":403,"message":"you may not"}""", "you may not")]
    public async Task Given_a_server_that_refuses_When_opened_Then_its_code_and_words_are_known(string body, string words)
    {
        await using var pod = await KubeletThatEchoes.StartAsync(code: 403, body: body);
        using var client = Clients.To(pod.Address);

        var refusal = (await FluentActions.Awaiting(() => client.ConnectAsync(PortForward.Request("n", "p", 1), PortForward.Protocol, CancellationToken.None))
            .Should().ThrowAsync<ApiStatusException>()).Which;
        (refusal.Code, refusal.Status.Message).Should().Be((403, words));
    }

    [Fact]
    public async Task Given_no_server_When_opened_Then_it_is_unreachable()
    {
        using var client = Clients.To(new Uri("http://127.0.0.1:1"));

        (await FluentActions.Awaiting(() => client.ConnectAsync(PortForward.Request("n", "p", 1), PortForward.Protocol, CancellationToken.None))
            .Should().ThrowAsync<ApiTransportException>()).Which.Fault.Should().Be(TransportFault.Unreachable);
    }

    private static async Task<(NetworkStream Here, NetworkStream There)> SocketPairAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        return (client.GetStream(), (await listener.AcceptTcpClientAsync()).GetStream());
    }

    /// <summary>Speaks the kubelet's side of the protocol: port numbers first, then it sends back what it gets, or an error.</summary>
    private sealed class KubeletThatEchoes : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private KubeletThatEchoes(WebApplication app) => _app = app;

        public Uri Address => new(_app.Urls.Single());

        public string? Asked { get; private set; }

        public static async Task<KubeletThatEchoes> StartAsync(string? error = null, int code = 0, string body = "")
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var kubelet = new KubeletThatEchoes(builder.Build());
            kubelet._app.UseWebSockets();
            kubelet._app.Run(context => kubelet.AnswerAsync(context, error, code, body));
            await kubelet._app.StartAsync();
            return kubelet;
        }

        public async ValueTask DisposeAsync() => await _app.DisposeAsync();

        private async Task AnswerAsync(HttpContext context, string? error, int code, string body)
        {
            Asked = context.Request.Path + context.Request.QueryString.Value;
            if (code != 0)
            {
                context.Response.StatusCode = code;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(body);
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync(PortForward.Protocol);
            foreach (var channel in new byte[] { 0, 1 })
                await SendAsync(socket, [channel, 0xC8, 0x0F]);
            if (error is not null)
                await SendAsync(socket, [1, .. Encoding.UTF8.GetBytes(error)]);

            var buffer = new byte[64 << 10];
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
                await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Binary, received.EndOfMessage, context.RequestAborted);
        }

        private static async Task SendAsync(WebSocket socket, byte[] message) =>
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
    }
}
