using System.Text.Json.Nodes;
using Testing.Kubernetes;
using Webhook.Admission;

namespace Webhook.Tests.Admission;

public sealed class QuotaTests
{
    private const string Path = "/api/v1/resourcequotas";

    // Driver and executor of the sample ask for 1 core each.
    private static FakeKubernetesApi WithQuota(string @namespace, string hardCpu, string usedCpu) => RunningWebhook.Listing().When("GET", Path, $$"""
        {"kind":"ResourceQuotaList","metadata":{"resourceVersion":"1"},"items":[
          {"metadata":{"name":"team","namespace":"{{@namespace}}","uid":"q","resourceVersion":"1"},"spec":{"hard":{"requests.cpu":"{{hardCpu}}"} },
           "status":{"hard":{"requests.cpu":"{{hardCpu}}"},"used":{"requests.cpu":"{{usedCpu}}"} } }]}
        """);

    private static Task<RunningWebhook> StartAsync(QuotaMode mode, FakeKubernetesApi api) =>
        RunningWebhook.StartAsync(api, configure: options => options with { Quota = mode });

    [Theory]
    [InlineData("default", "2", "0", true)]
    [InlineData("default", "1999m", "0", false)]
    [InlineData("default", "2", "1m", false)]
    [InlineData("elsewhere", "1", "0", true)]
    public async Task Given_deny_When_an_application_is_created_Then_it_has_to_fit_exactly(string @namespace, string hard, string used, bool allowed)
    {
        await using var webhook = await StartAsync(QuotaMode.Deny, WithQuota(@namespace, hard, used));

        var response = await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application());

        response["allowed"]!.GetValue<bool>().Should().Be(allowed);
        if (!allowed)
            response["status"]!["message"]!.GetValue<string>().Should().Contain("'team'").And.Contain("requests.cpu: asked 2");
    }

    [Fact]
    public async Task Given_warn_When_an_application_does_not_fit_Then_it_is_stored_and_its_author_is_told()
    {
        await using var webhook = await StartAsync(QuotaMode.Warn, WithQuota("default", "1", "0"));

        var response = await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application());

        response["allowed"]!.GetValue<bool>().Should().BeTrue();
        response["warnings"]!.AsArray().Should().ContainSingle(warning => warning!.GetValue<string>().Contains("'team'"));
    }

    [Fact]
    public async Task Given_off_Then_quotas_are_neither_read_nor_asked()
    {
        await using var webhook = await StartAsync(QuotaMode.Off, WithQuota("default", "1", "0"));

        (await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application()))["allowed"]!.GetValue<bool>().Should().BeTrue();

        webhook.Api.Texts.Should().NotContain(text => text.Contains("resourcequotas", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RUNNING", true)]
    [InlineData("COMPLETED", false)]
    public async Task Given_an_edit_When_its_own_pods_fill_the_quota_Then_they_count_once(string state, bool allowed)
    {
        await using var webhook = await StartAsync(QuotaMode.Deny, WithQuota("default", "2", "2"));
        var old = Samples.Application();
        old["status"] = new JsonObject { ["applicationState"] = new JsonObject { ["state"] = state } };
        var edited = old.DeepClone().AsObject();
        edited["spec"]!["mainClass"] = "org.example.Other";

        (await webhook.ReviewAsync(RunningWebhook.ValidatePath, edited, "UPDATE", old))["allowed"]!.GetValue<bool>().Should().Be(allowed);
    }

    [Fact]
    public async Task Given_a_label_edit_When_nothing_fits_any_more_Then_nobody_is_asked()
    {
        await using var webhook = await StartAsync(QuotaMode.Deny, WithQuota("default", "1", "1"));
        var edited = Samples.Application();
        edited["metadata"]!["labels"] = new JsonObject { ["a"] = "b" };

        (await webhook.ReviewAsync(RunningWebhook.ValidatePath, edited, "UPDATE", Samples.Application()))["allowed"]!.GetValue<bool>().Should().BeTrue();
    }
}
