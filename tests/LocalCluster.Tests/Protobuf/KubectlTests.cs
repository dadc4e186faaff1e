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

    [ToolFact("kubectl", isDebianPackage: false)]
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

    [ToolFact("kubectl", isDebianPackage: false)]
    public async Task Given_kubectl_auth_and_roles_When_an_account_may_get_pods_Then_can_i_says_yes_to_that_alone()
    {
        await MustAsync("create serviceaccount spark");
        await MustAsync("create role reader --verb=get --resource=pods");
        await MustAsync("create rolebinding reader --role=reader --serviceaccount=default:spark");

        (await RunAsync("auth can-i get pods --as=system:serviceaccount:default:spark")).Output.Trim().Should().Be("yes");
        (await RunAsync("auth can-i delete pods --as=system:serviceaccount:default:spark")).Output.Trim().Should().Be("no");
        (await MustAsync("auth whoami")).Should().Contain("admin");
    }

    [ToolFact("kubectl", isDebianPackage: false)]
    public async Task Given_a_service_account_When_kubectl_creates_a_token_Then_it_prints_one()
    {
        await MustAsync("create serviceaccount spark");

        (await MustAsync("create token spark --duration=1h")).Trim().Split('.').Should().HaveCount(3);
    }

    [ToolFact("kubectl", isDebianPackage: false)]
    public async Task Given_kubectl_create_When_it_names_a_workload_Then_the_object_holds_what_was_said()
    {
        await MustAsync("create job j --image=busybox -- sleep 5");
        await MustAsync("create cronjob c --image=busybox --schedule=@daily");
        await MustAsync("create deployment d --image=busybox --replicas=2");
        await MustAsync("create ingress i --rule=example.com/*=svc:80");

        (await MustAsync("get job j -o jsonpath={.spec.template.spec.containers[0].command}")).Should().Be("""["sleep","5"]""");
        (await MustAsync("get cronjob c -o jsonpath={.spec.schedule}")).Should().Be("@daily");
        (await MustAsync("get deployment d -o jsonpath={.spec.replicas}")).Should().Be("2");
        (await MustAsync("get ingress i -o jsonpath={.spec.rules[0].http.paths[0].backend.service.port.number}")).Should().Be("80");
        (await MustAsync("scale deployment d --replicas=5")).Should().Contain("scaled");
        (await MustAsync("get deployment d -o jsonpath={.spec.replicas}")).Should().Be("5");
    }

    [ToolFact("kubectl", isDebianPackage: false)]
    public async Task Given_an_object_applied_by_a_client_When_it_is_applied_by_the_server_Then_the_new_owner_is_kubectl_and_explain_knows_the_fields()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf, namespace: default}\ndata: {a: '1'}\n");
            await MustAsync($"apply -f {file}");
            await MustAsync($"apply --server-side -f {file}");
            await File.WriteAllTextAsync(file, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf, namespace: default}\ndata: {b: '2'}\n");
            (await RunAsync($"diff -f {file}")).Code.Should().Be(1, "there is a difference");
            await MustAsync($"apply --server-side -f {file}");

            (await MustAsync("get configmap conf -o jsonpath={.data}")).Should().Be("""{"b":"2"}""");
            (await MustAsync("get configmap conf --show-managed-fields -o jsonpath={.metadata.managedFields[*].manager}"))
                .Should().EndWith("kubectl").And.NotContain("client-side-apply");
            (await RunAsync("patch configmap conf --field-manager=other -p {\"data\":{\"b\":\"3\"}}")).Code.Should().Be(0);
            var (code, _, errors) = await RunAsync($"apply --server-side -f {file}");
            code.Should().Be(1);
            errors.Should().Contain("conflict with \"other\" using v1").And.Contain(".data.b");
            (await MustAsync("explain pods.spec.containers.ports")).Should().Contain("containerPort").And.Contain("<integer> -required-");
        }
        finally
        {
            File.Delete(file);
        }
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
