using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Kubernetes.Client.Forwarding;
using Kubernetes.Client.Requests;
using Testing.Time;

namespace Cli.Tests.Commands;

public sealed class ForwardTests
{
    [Fact]
    public async Task Given_a_running_driver_When_forwarded_Then_its_port_answers_here_until_the_application_ends()
    {
        var terminal = new Terminal { Sockets = new PodThatGreets() };
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("RUNNING")).When("GET", Paths.Applications, Paths.List(Paths.Application("RUNNING")));

        var run = terminal.RunAsync("forward spark-pi --local-port 0");
        var watch = await terminal.Api.NextWatchAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, PortOf(terminal.Out.ToString()));
        var greeting = new byte[PodThatGreets.Greeting.Length];
        await client.GetStream().ReadExactlyAsync(greeting);
        watch.Send("MODIFIED", Paths.Application("COMPLETED"));

        (await run).Should().Be(0, terminal.Error.ToString());
        greeting.Should().Equal(PodThatGreets.Greeting);
        terminal.Out.ToString().Should().Contain("stopping forwarding");
    }

    [Fact]
    public async Task Given_a_new_attempt_When_the_next_connection_comes_Then_it_leads_to_the_driver_of_now()
    {
        var pods = new PodThatGreets();
        var terminal = new Terminal { Sockets = pods };
        var attempt = 1;
        terminal.Api.When(request => request.Path == Paths.SparkPi, _ => Testing.Kubernetes.FakeKubernetesApi.Ok(Paths.Application("RUNNING").Replace("spark-pi-driver", $"driver-{attempt}", StringComparison.Ordinal)))
            .When("GET", Paths.Applications, Paths.List(Paths.Application("RUNNING")));
        using var stop = new CancellationTokenSource();

        var run = terminal.RunAsync("forward spark-pi -l 0 -r 4041", stop.Token);
        _ = await terminal.Api.NextWatchAsync();
        for (; attempt <= 2; attempt++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, PortOf(terminal.Out.ToString()));
            await client.GetStream().ReadExactlyAsync(new byte[PodThatGreets.Greeting.Length]);
        }

        await stop.CancelAsync();
        (await run).Should().Be(130);
        pods.Asked.Should().Equal(Enumerable.Range(1, 2).Select(number => $"{Paths.Pods}/driver-{number}/portforward?ports=4041"));
    }

    [Theory]
    [InlineData("", 15002)]
    [InlineData(""","spec":{"sparkConf":{"spark.connect.grpc.binding.port":"16000"} }""", 16000)]
    public async Task Given_a_connect_server_When_connected_Then_the_address_is_told_and_the_port_that_is_configured_answers(string spec, int port)
    {
        var pods = new PodThatGreets();
        var terminal = new Terminal { Sockets = pods };
        terminal.Api.When("GET", "/apis/sparkoperator.k8s.io/v1alpha1/namespaces/default/sparkconnects/analytics", $$"""{"metadata":{"name":"analytics"}{{spec}},"status":{"server":{"podName":"analytics-server"} } }""");
        using var stop = new CancellationTokenSource();

        var run = terminal.RunAsync("connect analytics --local-port 0", stop.Token);
        await Eventually.True(terminal.Clock, TimeSpan.FromMilliseconds(100), () => terminal.Out.ToString().Contains("sc://127.0.0.1:", StringComparison.Ordinal));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, PortOf(terminal.Out.ToString()));
        await client.GetStream().ReadExactlyAsync(new byte[PodThatGreets.Greeting.Length]);
        await stop.CancelAsync();

        (await run).Should().Be(130);
        terminal.Out.ToString().Should().Contain("SparkSession.builder.remote(");
        pods.Asked.Should().Equal($"{Paths.Pods}/analytics-server/portforward?ports={port}");
    }

    [Fact]
    public async Task Given_an_application_that_has_ended_When_forwarded_Then_it_says_that_there_is_no_UI()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("FAILED"));

        (await terminal.RunAsync("forward spark-pi")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("is FAILED: its driver has ended");
    }

    private static int PortOf(string text) =>
        int.Parse(System.Text.RegularExpressions.Regex.Match(text, @"127\.0\.0\.1:(\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whoever connects gets the port numbers and a greeting, as from a kubelet.</summary>
    private sealed class PodThatGreets : IKubernetesSockets
    {
        public static readonly byte[] Greeting = Encoding.UTF8.GetBytes("hello from the driver");

        public System.Collections.Concurrent.ConcurrentQueue<string> Asked { get; } = new();

        public async Task<WebSocket> ConnectAsync(ApiRequest request, string protocol, CancellationToken cancellationToken)
        {
            Asked.Enqueue(request.PathAndQuery);
            var (down, up) = (new Pipe(), new Pipe());
            var server = WebSocket.CreateFromStream(new PipeStream(up.Reader.AsStream(), down.Writer.AsStream()), new WebSocketCreationOptions { IsServer = true });
            await server.SendAsync(new byte[] { 0, 0xC8, 0x0F }, WebSocketMessageType.Binary, true, cancellationToken);
            await server.SendAsync(new byte[] { 1, 0xC8, 0x0F }, WebSocketMessageType.Binary, true, cancellationToken);
            await server.SendAsync((byte[])[0, .. Greeting], WebSocketMessageType.Binary, true, cancellationToken);
            return WebSocket.CreateFromStream(new PipeStream(down.Reader.AsStream(), up.Writer.AsStream()), new WebSocketCreationOptions { IsServer = false });
        }
    }

    /// <summary>Two one-way streams as one.</summary>
    private sealed class PipeStream(Stream from, Stream to) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => to.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => from.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => from.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => to.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => to.WriteAsync(buffer, cancellationToken);
    }
}
