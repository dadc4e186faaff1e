using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests.Commands;

/// <summary><c>sparkctl forward</c> and <c>connect</c>, through a front that plays the kubelet; and what they say where pods have no ports.</summary>
[Collection(SharedOperator.Name)]
public sealed class ForwardingTests(SharedOperator shared) : IAsyncLifetime
{
    private TestNamespace _home = null!;
    private ForwardingFront _front = null!;

    public async Task InitializeAsync()
    {
        _home = await shared.Cluster.Api.CreateNamespaceAsync("forward");
        _front = await ForwardingFront.StartAsync(shared.Cluster);
    }

    public async Task DisposeAsync()
    {
        await _front.DisposeAsync();
        await _home.DisposeAsync();
    }

    [LocalClusterFact]
    public async Task The_drivers_port_answers_here_connection_after_connection_until_the_application_ends()
    {
        await RunningAsync();

        await using var forward = new Sparkctl(_front.KubeConfigPath).Start("-n", _home.Name, "forward", "slow", "--local-port", "0", "--remote-port", "4041");
        for (var connection = 0; connection < 2; connection++)
            (await EchoAsync(await PortAsync(forward))).Should().Be("slow-driver:4041\nhello");
        await shared.Cluster.Api.SendAsync(ApiRequests.Delete(ClusterObjects.SparkApplications, _home.Name, "slow", new DeleteOptions()), CancellationToken.None);

        (await forward.ExitAsync()).Should().Be(1, "the application was deleted before it ended");
        _front.Asked.Should().HaveCount(2).And.OnlyContain(asked => asked.EndsWith("/slow-driver/portforward?ports=4041", StringComparison.Ordinal));
    }

    [LocalClusterFact]
    public async Task A_connect_server_answers_at_the_port_that_is_configured_until_Ctrl_C()
    {
        // It runs under the default account and so has no executors, which this is not about.
        _home.ExpectDenialsOfAccount("default");
        var server = Path.GetTempFileName();
        await File.WriteAllTextAsync(server, """
            {"apiVersion":"sparkoperator.k8s.io/v1alpha1","kind":"SparkConnect","metadata":{"name":"analytics"},
             "spec":{"sparkVersion":"4.0.1","image":"docker.io/apache/spark:4.0.1","sparkConf":{"spark.connect.grpc.binding.port":"16000"},"server":{},"executor":{"instances":0}}}
            """);
        await new Sparkctl(shared.Cluster.KubeConfigPath).DoAsync("-n", _home.Name, "create", server);
        File.Delete(server);
        await Eventually.SeesAsync(
            () => shared.Cluster.Api.FindAsync(new("sparkoperator.k8s.io", "v1alpha1", "sparkconnects", "SparkConnect"), _home.Name, "analytics"),
            connect => connect!["status"]?["server"]?["podName"] is not null, () => shared.Operator.Output);

        await using var connect = new Sparkctl(_front.KubeConfigPath).Start("-n", _home.Name, "connect", "analytics", "--local-port", "0");
        var port = await PortAsync(connect);

        (await EchoAsync(port)).Should().Be("analytics-server:16000\nhello");
        connect.Output.Should().Contain($"sc://127.0.0.1:{port}").And.Contain($".remote(\"sc://127.0.0.1:{port}\")");
        (await connect.InterruptAsync()).Should().Be(130, connect.Output);
    }

    [LocalClusterFact]
    public async Task A_cluster_without_ports_refuses_politely_and_only_that_connection_ends()
    {
        await RunningAsync();

        await using var forward = new Sparkctl(shared.Cluster.KubeConfigPath).Start("-n", _home.Name, "forward", "slow", "--local-port", "0");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, await PortAsync(forward));
        (await client.GetStream().ReadAsync(new byte[1])).Should().Be(0, "the connection is closed");

        await Eventually.SeesAsync(() => Task.FromResult(forward.Output), output => output.Contains("a connection ended: "));
        forward.Output.Should().Contain("containers here are simulated and have no process to reach").And.NotContain("   at ");
        (await forward.InterruptAsync()).Should().Be(130);
    }

    [LocalClusterFact]
    public async Task A_followed_log_that_is_cut_in_the_middle_of_a_line_is_read_on_without_a_line_lost_or_doubled()
    {
        await RunningAsync("15s");

        await using var log = new Sparkctl(_front.KubeConfigPath).Start("-n", _home.Name, "log", "slow", "-f");

        (await log.ExitAsync()).Should().Be(0, log.Output);
        var lines = log.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().ContainSingle(line => line == "sparkctl: the log of pod 'slow-driver' was cut; reading on", log.Output);
        var whole = await new Sparkctl(shared.Cluster.KubeConfigPath).DoAsync("-n", _home.Name, "log", "slow");
        lines.Where(line => !line.StartsWith("sparkctl: ", StringComparison.Ordinal)).Should().Equal(whole.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task RunningAsync(string work = "300s")
    {
        var manifest = Manifests.SparkPi("slow");
        manifest["spec"]!["driver"]!["annotations"] = new JsonObject { [Simulated.Work] = work };
        await shared.Cluster.Api.CreateAsync(ClusterObjects.SparkApplications, _home.Name, manifest);
        await Eventually.SeesAsync(() => shared.Cluster.Api.StateAsync(_home.Name, "slow"), state => state == "RUNNING", () => shared.Operator.Output);
    }

    private static async Task<int> PortAsync(ProgramUnderTest program)
    {
        var output = await Eventually.SeesAsync(() => Task.FromResult(program.Output), text => Regex.IsMatch(text, @"127\.0\.0\.1:\d+"));
        return int.Parse(Regex.Match(output, @"127\.0\.0\.1:(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<string> EchoAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        var greeting = await reader.ReadLineAsync();
        await stream.WriteAsync("hello"u8.ToArray());
        var echo = new char[5];
        await reader.ReadBlockAsync(echo);
        return $"{greeting}\n{new string(echo)}";
    }
}
