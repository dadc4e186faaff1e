using System.Diagnostics;
using LocalCluster.Serving;
using Testing;

namespace LocalCluster.Tests.Protobuf;

/// <summary>The real kubectl with the commands whose bodies are protobuf.</summary>
public sealed class KubectlTests : IAsyncLifetime
{
    private readonly string _kubeconfig = Path.GetTempFileName();
    private ClusterServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await ClusterServer.StartAsync();
        await File.WriteAllTextAsync(_kubeconfig, _server.Kubeconfig());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        File.Delete(_kubeconfig);
    }

    [ToolFact("kubectl")]
    public async Task Given_kubectl_create_When_it_names_data_Then_the_objects_hold_it()
    {
        await MustAsync("create namespace team-a");
        await MustAsync("create configmap conf --from-literal=a=1 --from-literal=b=");
        await MustAsync("create secret generic creds --from-literal=user=u");
        await MustAsync("create quota q --hard=pods=2");

        (await MustAsync("get configmap conf -o jsonpath={.data}")).Should().Be("""{"a":"1","b":""}""");
        (await MustAsync("get secret creds -o jsonpath={.data.user}")).Should().Be("dQ==");
        (await MustAsync("get quota q -o jsonpath={.spec.hard.pods}")).Should().Be("2");
        (await MustAsync("get namespace team-a -o name")).Trim().Should().Be("namespace/team-a");
    }

    [ToolFact("kubectl")]
    public async Task Given_kubectl_auth_and_roles_When_an_account_may_get_pods_Then_can_i_says_yes_to_that_alone()
    {
        await MustAsync("create serviceaccount spark");
        await MustAsync("create role reader --verb=get --resource=pods");
        await MustAsync("create rolebinding reader --role=reader --serviceaccount=default:spark");

        (await RunAsync("auth can-i get pods --as=system:serviceaccount:default:spark")).Output.Trim().Should().Be("yes");
        (await RunAsync("auth can-i delete pods --as=system:serviceaccount:default:spark")).Output.Trim().Should().Be("no");
        (await MustAsync("auth whoami")).Should().Contain("admin");
    }

    [ToolFact("kubectl")]
    public async Task Given_a_service_account_When_kubectl_creates_a_token_Then_it_prints_one()
    {
        await MustAsync("create serviceaccount spark");

        (await MustAsync("create token spark --duration=1h")).Trim().Split('.').Should().HaveCount(3);
    }

    [ToolFact("kubectl")]
    public async Task Given_a_kind_without_a_table_When_kubectl_creates_it_Then_it_is_told_that_the_format_is_unknown()
    {
        var (code, _, errors) = await RunAsync("create job j --image=busybox");

        code.Should().Be(1);
        errors.Should().Contain("unknown format");
    }

    private async Task<string> MustAsync(string arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);
        code.Should().Be(0, "kubectl {0} must succeed, but said: {1}", arguments, errors);
        return output;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string arguments)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var start = new ProcessStartInfo("kubectl", [$"--kubeconfig={_kubeconfig}", .. arguments.Split(' ')]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var kubectl = Process.Start(start)!;
        var output = kubectl.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = kubectl.StandardError.ReadToEndAsync(deadline.Token);
        await kubectl.WaitForExitAsync(deadline.Token);
        return (kubectl.ExitCode, await output, await errors);
    }
}
