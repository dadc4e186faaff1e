using System.Text.Json.Nodes;
using Testing.Kubernetes;

namespace Webhook.Tests.Admission;

public sealed class PodMutationTests
{
    private const string GetPath = "/apis/sparkoperator.k8s.io/v1beta2/namespaces/default/sparkapplications/edge";

    [Fact]
    public async Task Given_a_cached_application_When_its_driver_is_created_Then_the_pod_is_patched_without_a_call_to_the_API()
    {
        await using var webhook = await RunningWebhook.StartAsync(RunningWebhook.Listing(Samples.Application().ToJsonString()));

        var response = await webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod());

        response["allowed"]!.GetValue<bool>().Should().BeTrue();
        response["patchType"]!.GetValue<string>().Should().Be("JSONPatch");
        RunningWebhook.Patch(response)!.Select(operation => operation!["path"]!.GetValue<string>()).Should().BeEquivalentTo(
            "/metadata/ownerReferences", "/spec/containers/0/env", "/spec/containers/0/resources/limits/memory");
        webhook.Api.Texts.Should().NotContain(text => text.Contains(GetPath, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_an_application_that_the_cache_does_not_know_yet_When_its_driver_is_created_Then_the_API_is_asked_once()
    {
        var api = RunningWebhook.Listing().When("GET", GetPath, Samples.Application().ToJsonString());
        await using var webhook = await RunningWebhook.StartAsync(api);

        var response = await webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod());

        RunningWebhook.Patch(response).Should().NotBeNull();
        api.Texts.Count(text => text.Contains(GetPath, StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Given_a_pod_of_a_successor_When_the_cache_still_has_the_predecessor_Then_the_API_is_asked()
    {
        var api = RunningWebhook.Listing(Samples.Application(uid: "old").ToJsonString()).When("GET", GetPath, Samples.Application().ToJsonString());
        await using var webhook = await RunningWebhook.StartAsync(api);
        var pod = Samples.Pod();
        pod["metadata"]!["ownerReferences"] = new JsonArray(
            new JsonObject { ["apiVersion"] = "sparkoperator.k8s.io/v1beta2", ["kind"] = "SparkApplication", ["name"] = "edge", ["uid"] = Samples.Uid, ["controller"] = true, ["blockOwnerDeletion"] = true });

        var response = await webhook.ReviewAsync(RunningWebhook.PodPath, pod);

        RunningWebhook.Patch(response)!.Select(operation => operation!["path"]!.GetValue<string>()).Should().NotContain(path => path.StartsWith("/metadata/ownerReferences", StringComparison.Ordinal));
        api.Texts.Count(text => text.Contains(GetPath, StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Given_no_such_application_When_a_pod_names_it_Then_the_pod_is_refused_and_told_why()
    {
        await using var webhook = await RunningWebhook.StartAsync();

        var response = await webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod("nobody"));

        response["allowed"]!.GetValue<bool>().Should().BeFalse();
        response["status"]!["code"]!.GetValue<int>().Should().Be(403);
        response["status"]!["message"]!.GetValue<string>().Should().StartWith("failed to get SparkApplication default/nobody");
    }

    [Fact]
    public async Task Given_an_API_that_fails_When_the_application_is_not_cached_Then_the_pod_is_refused_with_the_cause()
    {
        var api = RunningWebhook.Listing().WhenRefused("GET", GetPath, 503, "ServiceUnavailable", "etcd is away");
        await using var webhook = await RunningWebhook.StartAsync(api);

        var response = await webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod());

        response["status"]!["message"]!.GetValue<string>().Should().Contain("etcd is away");
    }

    [Theory]
    [InlineData("../../kube-system/pods/x")]
    [InlineData("a%2fb")]
    [InlineData("A b")]
    public async Task A_name_that_cannot_be_an_application_is_never_asked_for(string name)
    {
        await using var webhook = await RunningWebhook.StartAsync();
        var response = await webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod(name));

        response["allowed"]!.GetValue<bool>().Should().BeFalse();
        webhook.Api.Requests.Should().NotContain(request => request.Method == "GET" && request.Path != RunningWebhook.ListPath);
    }

    [Theory]
    [InlineData("delimiter\\u0001", true)]
    [InlineData("half a pair \\ud800", false)]
    public async Task What_a_pod_may_hold_is_the_API_servers_to_say_as_long_as_it_can_be_read(string text, bool allowed)
    {
        await using var webhook = await RunningWebhook.StartAsync(RunningWebhook.Listing(Samples.Application().ToJsonString()));
        var pod = Samples.Pod();
        pod["spec"]!["containers"]![0]!["args"] = new JsonArray("TEXT");
        using var client = webhook.NewClient();

        var body = RunningWebhook.Review(pod, "CREATE").ToJsonString().Replace("TEXT", text);
        var response = (await RunningWebhook.SendAsync(client, RunningWebhook.PodPath, body)).Answer!["response"]!;

        response["allowed"]!.GetValue<bool>().Should().Be(allowed);
    }

    [Theory]
    [InlineData("connect-server")]
    [InlineData("executor")]
    public async Task Pods_of_a_Connect_server_are_left_as_they_are(string role)
    {
        await using var webhook = await RunningWebhook.StartAsync(RunningWebhook.Listing(Samples.Application().ToJsonString()));
        var pod = Samples.Pod(role: role);
        pod["metadata"]!["labels"] = new JsonObject { ["sparkoperator.k8s.io/launched-by-spark-operator"] = "true", ["sparkoperator.k8s.io/connect-name"] = "edge", ["spark-role"] = role };

        var response = await webhook.ReviewAsync(RunningWebhook.PodPath, pod);

        response["allowed"]!.GetValue<bool>().Should().BeTrue();
        RunningWebhook.Patch(response).Should().BeNull("their templates say everything, and no application stands behind them");
    }

    [Fact]
    public async Task Pods_outside_of_the_watched_namespaces_are_left_alone()
    {
        const string List = "/apis/sparkoperator.k8s.io/v1beta2/namespaces/jobs/sparkapplications";
        var api = new FakeKubernetesApi().When("GET", List, """{"kind":"SparkApplicationList","metadata":{"resourceVersion":"1"},"items":[]}""");
        await using var webhook = await RunningWebhook.StartAsync(api, namespaces: ["jobs"]);

        var elsewhere = await webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod());
        var here = await webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod(@namespace: "jobs"));

        elsewhere["allowed"]!.GetValue<bool>().Should().BeTrue();
        RunningWebhook.Patch(elsewhere).Should().BeNull();
        here["allowed"]!.GetValue<bool>().Should().BeFalse();
    }
}
