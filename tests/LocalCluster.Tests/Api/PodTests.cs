using LocalCluster.Json;

namespace LocalCluster.Tests.Api;

public sealed class PodTests
{
    private const string Pods = "/api/v1/namespaces/n/pods";

    [Fact]
    public async Task Given_a_minimal_pod_When_it_is_created_Then_it_has_the_defaults_and_the_token_of_its_account()
    {
        await using var cluster = await TestCluster.StartAsync();

        var pod = await cluster.MustAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i","resources":{"limits":{"memory":"1.5Gi"}}}]}}""");

        var spec = pod.ObjectAt("spec")!;
        spec.TextAt("restartPolicy").Should().Be("Always");
        spec.TextAt("dnsPolicy").Should().Be("ClusterFirst");
        spec.TextAt("serviceAccountName").Should().Be("default");
        spec["tolerations"]!.AsArray().Should().HaveCount(2);
        var container = spec["containers"]!.AsArray()[0]!;
        container.TextAt("imagePullPolicy").Should().Be("Always", "no tag means latest");
        container.TextAt("terminationMessagePath").Should().Be("/dev/termination-log");
        container.TextAt("resources", "requests", "memory").Should().Be("1536Mi", "a limit alone is also the request");
        container["volumeMounts"]!.AsArray()[0].TextAt("mountPath").Should().Be("/var/run/secrets/kubernetes.io/serviceaccount");
        spec["volumes"]!.AsArray()[0].TextAt("name").Should().MatchRegex("^kube-api-access-[a-z0-9]{5}$");
        pod.TextAt("status", "phase").Should().Be("Pending");
        pod.TextAt("status", "qosClass").Should().Be("Burstable");
    }

    [Fact]
    public async Task Given_an_account_that_is_not_there_When_a_pod_names_it_Then_403_names_the_account()
    {
        await using var cluster = await TestCluster.StartAsync();

        var answer = await cluster.SendAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"serviceAccountName":"absent","containers":[{"name":"c","image":"i"}]}}""");

        answer.Status.Should().Be(403);
        answer.Body.TextAt("message").Should().Be("pods \"p\" is forbidden: error looking up service account n/absent: serviceaccount \"absent\" not found");
    }

    [Fact]
    public async Task Given_a_full_quota_When_another_pod_is_created_Then_403_tells_what_was_asked_used_and_allowed()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/resourcequotas", """{"metadata":{"name":"q"},"spec":{"hard":{"requests.cpu":"1"}}}""");
        const string Pod = """{"metadata":{"name":"NAME"},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"600m"}}}]}}""";
        _ = await cluster.MustAsync("POST", Pods, Pod.Replace("NAME", "a", StringComparison.Ordinal));

        var answer = await cluster.SendAsync("POST", Pods, Pod.Replace("NAME", "b", StringComparison.Ordinal));

        answer.Status.Should().Be(403);
        answer.Body.TextAt("message").Should().Be("pods \"b\" is forbidden: exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1");
    }

    [Fact]
    public async Task Given_a_bound_pod_When_it_is_bound_again_Then_409_names_the_first_node()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        const string Binding = """{"metadata":{"name":"p"},"target":{"kind":"Node","name":"node-1"}}""";
        _ = await cluster.MustAsync("POST", $"{Pods}/p/binding", Binding);

        var answer = await cluster.SendAsync("POST", $"{Pods}/p/binding", Binding);

        answer.Status.Should().Be(409);
        answer.Body.TextAt("message").Should().Contain("pod p is already assigned to node \"node-1\"");
        (await cluster.MustAsync("GET", $"{Pods}/p")).TextAt("spec", "nodeName").Should().Be("node-1");
    }

    [Fact]
    public async Task Given_a_status_write_When_it_carries_a_spec_Then_only_the_status_is_taken()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");

        var pod = await cluster.MustAsync("PATCH", $"{Pods}/p/status", """{"spec":{"nodeName":"x"},"status":{"phase":"Running"}}""", "application/strategic-merge-patch+json");

        pod.TextAt("status", "phase").Should().Be("Running");
        pod.TextAt("spec", "nodeName").Should().BeNull();
    }
}
