using System.Text.Json.Nodes;
using Shared.Hosting;
using Shared.Hosting.Options;
using Shared.Hosting.Policy;
using Testing.Kubernetes;

namespace Webhook.Tests.Admission;

/// <summary>Which policy holds where, what it fills in, and what a namespace may hold.</summary>
public sealed class NamespacePoliciesTests : IDisposable
{
    private const string Head = "apiVersion: config.sparkoperator.k8s.io/v1\nkind: AdmissionPolicy\n";
    private const string ByLabel = """
        namespaces:
        - selector: {matchLabels: {tier: restricted}}
          policy: {profile: restricted, authors: {action: off}, images: {allowed: ["*"]}, serviceAccounts: {allowed: ["*"]}}
        """;

    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("restricted", true)]
    [InlineData("other", false)]
    public async Task Given_labels_of_the_namespace_Then_they_choose_the_policy_and_what_it_fills_in(string tier, bool restricted)
    {
        await using var webhook = await StartAsync(ByLabel, Namespaces(tier));

        var patch = RunningWebhook.Patch(await webhook.ReviewAsync(RunningWebhook.MutatePath, Samples.Application()))!.ToJsonString();

        patch.Contains("RuntimeDefault", StringComparison.Ordinal).Should().Be(restricted);
        (await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application()))["allowed"]!.GetValue<bool>().Should().BeTrue("what the policy asks for is filled in before it is judged");
        (await webhook.ReviewAsync(RunningWebhook.ValidatePath, Privileged()))["allowed"]!.GetValue<bool>().Should().Be(!restricted);
    }

    [Fact]
    public async Task Given_a_namespace_that_is_not_known_yet_Then_nobody_guesses_its_policy()
    {
        await using var webhook = await StartAsync(ByLabel, Namespaces("restricted", name: "elsewhere"));

        var response = await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application());

        response["status"]!["message"]!.GetValue<string>().Should().Contain("labels of this namespace are not known yet");
    }

    [Theory]
    [InlineData(false, true, "--policy-namespace-labels")]
    [InlineData(true, false, "--policy-author-check")]
    public async Task Given_a_policy_that_needs_a_look_that_is_not_allowed_Then_it_stops_the_start(bool labels, bool authors, string option)
    {
        await File.WriteAllTextAsync(_file, Head + "profile: restricted\n" + ByLabel);
        var options = WebhookOptions.From(Values(["--policy-file", _file, "--kubeconfig", "x", $"--policy-namespace-labels={labels}", $"--policy-author-check={authors}"]), runsInPod: false);

        var start = () => RunningWebhook.StartAsync(configure: given => given with { Policy = options.Policy, AuthorCheck = options.AuthorCheck });

        await start.Should().ThrowAsync<UsageException>().WithMessage($"--policy-file: *{option}*");
    }

    [Theory]
    [InlineData("drivers: 1", "RUNNING", false)]
    [InlineData("drivers: 1", "COMPLETED", true)]
    [InlineData("applications: 1", "COMPLETED", false)]
    [InlineData("executors: 1", "RUNNING", false)]
    [InlineData("executors: 2", "RUNNING", true)]
    public async Task Given_a_namespace_that_holds_something_Then_one_more_has_to_have_room(string limit, string state, bool allowed)
    {
        var other = Samples.Application("other");
        other["status"] = new JsonObject { ["applicationState"] = new JsonObject { ["state"] = state } };
        await using var webhook = await StartAsync($"limits: {{{limit}}}", RunningWebhook.Listing(other.ToJsonString()), labels: false);

        var response = await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application());

        response["allowed"]!.GetValue<bool>().Should().Be(allowed);
        if (!allowed)
            response["status"]!["message"]!.GetValue<string>().Should().Contain("at most 1");
    }

    [Fact]
    public async Task Given_options_that_show_in_pods_Then_the_webhook_judges_the_pods_that_the_controller_makes()
    {
        await File.WriteAllTextAsync(_file, Head + "profile: baseline\n");
        var options = WebhookOptions.From(
            Values(["--policy-file", _file, "--kubeconfig", "x", "--enable-batch-scheduler=true", "--kube-scheduler-names", "gang", "--default-batch-scheduler", "gang", "--ingress-url-format", "x.example.com"]), runsInPod: false);

        options.Rendering.DefaultBatchScheduler.Should().Be("gang");
        options.Rendering.BatchSchedulers.Should().BeTrue();
        options.Rendering.IngressUrlFormat.Should().Be("x.example.com");
    }

    private static FakeKubernetesApi Namespaces(string tier, string name = "default") => RunningWebhook.Listing().When("GET", "/api/v1/namespaces", $$"""
        {"kind":"NamespaceList","metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"{{name}}","uid":"n","resourceVersion":"1","labels":{"tier":"{{tier}}"} } }]}
        """);

    private static JsonObject Privileged()
    {
        var application = Samples.Application();
        application["spec"]!["driver"]!["securityContext"] = new JsonObject { ["privileged"] = true };
        return application;
    }

    private static OptionValues Values(string[] arguments) =>
        CommandLine.Parse("Webhook", WebhookCommand.Options, arguments, new Dictionary<string, string>(), _ => "");

    private async Task<RunningWebhook> StartAsync(string policy, FakeKubernetesApi api, bool labels = true)
    {
        await File.WriteAllTextAsync(_file, Head + policy);
        return await RunningWebhook.StartAsync(api, configure: options => options with { Policy = new PolicySettings(_file, labels) });
    }

    public void Dispose() => File.Delete(_file);
}
