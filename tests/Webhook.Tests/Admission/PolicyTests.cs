using System.Globalization;
using System.Text.Json.Nodes;
using Shared.Hosting;
using Shared.Hosting.Policy;
using Testing.Time;

namespace Webhook.Tests.Admission;

public sealed class PolicyTests : IDisposable
{
    private const string Head = "apiVersion: config.sparkoperator.k8s.io/v1\nkind: AdmissionPolicy\n";

    private const string ValidateConnect = "/validate-sparkoperator-k8s-io-v1alpha1-sparkconnect";

    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Given_a_policy_When_it_changes_Then_the_new_one_holds_and_a_broken_one_does_not()
    {
        await using var webhook = await StartAsync("images: {allowed: ['registry.example.com/*']}");
        (await AllowsAsync(webhook)).Should().BeFalse();

        await File.WriteAllTextAsync(_file, Head + "images: {allowed: ['spark:*']}");
        await Eventually.True(webhook.Clock, PolicyFile.Period, () => AllowsAsync(webhook).GetAwaiter().GetResult());

        await File.WriteAllTextAsync(_file, Head + "imagse: {}");
        using var telemetry = new HttpClient { BaseAddress = new Uri(webhook.TelemetryUrl) };
        await Eventually.True(webhook.Clock, PolicyFile.Period, () => telemetry.GetStringAsync("/metrics").GetAwaiter().GetResult().Contains("webhook_policy_reads_total{usable=\"false\"} 1\n", StringComparison.Ordinal));
        (await AllowsAsync(webhook)).Should().BeTrue("the last good policy stays in force");
        (await telemetry.GetStringAsync("/metrics")).Should().Contain("webhook_policy_outdated 1\n");

        File.Delete(_file);
        await Eventually.True(webhook.Clock, PolicyFile.Period, () => Reads(telemetry, usable: false) > 1);
        await File.WriteAllTextAsync(_file, Head + "images: {allowed: ['registry.example.com/*']}");
        await Eventually.True(webhook.Clock, PolicyFile.Period, () => telemetry.GetStringAsync("/metrics").GetAwaiter().GetResult().Contains("webhook_policy_outdated 0\n", StringComparison.Ordinal));
        (await AllowsAsync(webhook)).Should().BeFalse("the file that came back holds");
    }

    [Fact]
    public async Task Given_a_rule_that_warns_When_it_is_broken_Then_the_application_is_stored_and_its_author_is_told()
    {
        await using var webhook = await StartAsync("images: {action: warn, allowed: ['registry.example.com/*']}");

        var response = await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application());

        response["allowed"]!.GetValue<bool>().Should().BeTrue();
        response["warnings"]!.AsArray().Should().Contain(warning => warning!.GetValue<string>().Contains("registry.example.com"));
    }

    [Fact]
    public async Task Given_a_schedule_When_its_runs_would_break_the_policy_Then_it_is_refused_where_its_author_wrote_it()
    {
        await using var webhook = await StartAsync("images: {allowed: ['registry.example.com/*']}");
        var schedule = Samples.Application();
        schedule["kind"] = "ScheduledSparkApplication";
        schedule["spec"] = new JsonObject { ["schedule"] = "@daily", ["concurrencyPolicy"] = "Forbid", ["template"] = schedule["spec"]!.DeepClone() };

        var response = await webhook.ReviewAsync("/validate-sparkoperator-k8s-io-v1beta2-scheduledsparkapplication", schedule);

        response["allowed"]!.GetValue<bool>().Should().BeFalse();
        response["status"]!["message"]!.GetValue<string>().Should().Contain("spec.template.driver: image 'spark:4.0.1'");
    }

    [Theory]
    [InlineData("images: {allowed: ['registry.example.com/*']}", "spec.server: image 'spark:4.0.1'")]
    [InlineData("profile: restricted", "spec.executor: image 'spark:4.0.1'")]
    [InlineData("images: {allowed: ['spark:*']}", null)]
    public async Task Given_a_Connect_server_When_its_pods_would_break_the_policy_Then_it_is_refused(string policy, string? words)
    {
        await using var webhook = await StartAsync(policy);

        var response = await webhook.ReviewAsync(ValidateConnect, Samples.Connect());

        response["allowed"]!.GetValue<bool>().Should().Be(words is null);
        if (words is not null)
            response["status"]!["message"]!.GetValue<string>().Should().Contain(words);
    }

    [Fact]
    public async Task Given_the_profile_restricted_When_a_Connect_server_comes_in_Then_what_it_asks_for_is_filled_in_and_only_then()
    {
        await using var webhook = await StartAsync("profile: restricted\nimages: {allowed: ['spark:*']}\nserviceAccounts: {allowed: [default]}");
        const string Mutate = "/mutate-sparkoperator-k8s-io-v1alpha1-sparkconnect";

        var patch = RunningWebhook.Patch(await webhook.ReviewAsync(Mutate, Samples.Connect()))!.ToJsonString();
        var labelled = Samples.Connect();
        labelled["metadata"]!["labels"] = new JsonObject { ["team"] = "data" };

        patch.Should().Contain("RuntimeDefault").And.Contain("/spec/sparkConf");
        RunningWebhook.Patch(await webhook.ReviewAsync(Mutate, labelled, "UPDATE", Samples.Connect())).Should().BeNull("an edit of labels restarts no server");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_no_policy_When_it_is_a_dry_run_Then_what_would_go_wrong_later_is_told(bool dryRun)
    {
        await using var webhook = await RunningWebhook.StartAsync();
        var application = Samples.Application();
        application["spec"]!["imagePullPolicy"] = "Sometimes";
        var review = RunningWebhook.Review(application, "CREATE");
        review["request"]!["dryRun"] = dryRun;
        using var client = webhook.NewClient();

        var answer = (await RunningWebhook.SendAsync(client, RunningWebhook.ValidatePath, review.ToJsonString())).Answer!["response"]!;

        answer["allowed"]!.GetValue<bool>().Should().BeTrue();
        (answer["warnings"]?.AsArray().Any(warning => warning!.GetValue<string>().Contains("cannot be submitted")) ?? false).Should().Be(dryRun);
        webhook.Api.Requests.Should().OnlyContain(request => request.Method == "GET", "nothing is written, dry run or not");
    }

    [Theory]
    [InlineData("profile: strict", "profile")]
    [InlineData("images: [", "not YAML")]
    [InlineData("---\napiVersion: v1\nkind: ConfigMap", "several documents")]
    public async Task A_policy_that_cannot_be_used_stops_the_start(string text, string words)
    {
        await File.WriteAllTextAsync(_file, Head + text);

        var start = () => RunningWebhook.StartAsync(configure: options => options with { Policy = new PolicySettings(_file, false) });

        await start.Should().ThrowAsync<UsageException>().WithMessage($"--policy-file: *{words}*");
    }

    private static int Reads(HttpClient telemetry, bool usable)
    {
        var series = $"webhook_policy_reads_total{{usable=\"{(usable ? "true" : "false")}\"}} ";
        return int.Parse(telemetry.GetStringAsync("/metrics").GetAwaiter().GetResult().Split('\n').Single(line => line.StartsWith(series, StringComparison.Ordinal))[series.Length..], CultureInfo.InvariantCulture);
    }

    private async Task<RunningWebhook> StartAsync(string policy)
    {
        await File.WriteAllTextAsync(_file, Head + policy);
        return await RunningWebhook.StartAsync(configure: options => options with { Policy = new PolicySettings(_file, false) });
    }

    private static async Task<bool> AllowsAsync(RunningWebhook webhook) =>
        (await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application()))["allowed"]!.GetValue<bool>();

    public void Dispose() => File.Delete(_file);
}
