using System.Text;
using System.Text.Json.Nodes;
using Shared.Hosting.Policy;
using Testing.Kubernetes;

namespace Webhook.Tests.Admission;

/// <summary>May the author of an application do alone what the operator would do for them?</summary>
public sealed class AuthorCheckTests : IDisposable
{
    private const string Reviews = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    private const string Controller = "system:serviceaccount:spark-operator:controller";

    private readonly string _file = Path.GetTempFileName();
    private readonly FakeKubernetesApi _api = RunningWebhook.Listing();

    [Fact]
    public async Task Given_an_author_with_all_rights_Then_the_API_server_was_asked_about_them_and_the_application_is_stored()
    {
        _api.When("POST", Reviews, """{"status":{"allowed":true}}""");
        await using var webhook = await StartAsync("deny");

        (await ReviewAsync(webhook, "alice"))["allowed"]!.GetValue<bool>().Should().BeTrue();

        var asked = Asked();
        asked.Should().OnlyContain(spec => (string?)spec["user"] == "alice" && (string?)spec["groups"]![0] == "team" && (string?)spec["extra"]!["scopes"]![0] == "all");
        asked.Select(spec => spec["resourceAttributes"]!.ToJsonString()).Should().BeEquivalentTo(
            """{"namespace":"default","verb":"create","resource":"pods","name":null}""",
            """{"namespace":"default","verb":"use","resource":"serviceaccounts","name":"default"}""");
    }

    [Theory]
    [InlineData("deny", false)]
    [InlineData("warn", true)]
    public async Task Given_an_author_who_may_not_use_the_account_Then_the_operator_does_not_do_it_for_them(string action, bool stored)
    {
        _api.When(request => request.Path == Reviews, request => FakeKubernetesApi.Ok(
            Encoding.UTF8.GetString(request.Body.Span).Contains("serviceaccounts", StringComparison.Ordinal) ? """{"status":{"allowed":false}}""" : """{"status":{"allowed":true}}"""));
        await using var webhook = await StartAsync(action);

        var response = await ReviewAsync(webhook, "mallory");

        response["allowed"]!.GetValue<bool>().Should().Be(stored);
        (stored ? response["warnings"]!.ToJsonString() : response["status"]!["message"]!.GetValue<string>())
            .Should().Contain("spec.driver.serviceAccount: ").And.Contain("may not use serviceaccounts");
    }

    [Fact]
    public async Task Given_a_schedule_Then_its_author_answers_for_its_runs_where_they_are_written()
    {
        _api.When("POST", Reviews, """{"status":{"allowed":false}}""");
        await using var webhook = await StartAsync("deny");
        var schedule = Samples.Application();
        schedule["kind"] = "ScheduledSparkApplication";
        schedule["spec"] = new JsonObject { ["schedule"] = "@daily", ["concurrencyPolicy"] = "Forbid", ["template"] = schedule["spec"]!.DeepClone() };

        var response = await ReviewAsync(webhook, "mallory", schedule, "/validate-sparkoperator-k8s-io-v1beta2-scheduledsparkapplication");

        response["status"]!["message"]!.GetValue<string>().Should().Contain("spec.template.driver.serviceAccount: ");
    }

    [Fact]
    public async Task Given_a_Connect_server_Then_its_author_answers_for_it()
    {
        _api.When("POST", Reviews, """{"status":{"allowed":false}}""");
        await using var webhook = await StartAsync("deny");

        var response = await ReviewAsync(webhook, "mallory", Samples.Connect(), "/validate-sparkoperator-k8s-io-v1alpha1-sparkconnect");

        response["status"]!["message"]!.GetValue<string>().Should().Contain("spec.server.template.spec.serviceAccountName: ").And.Contain("may not create pods");
    }

    [Fact]
    public async Task Given_nobody_who_can_say_Then_it_is_refused_with_the_reason()
    {
        _api.When(request => request.Path == Reviews, request => throw FakeKubernetesApi.Refusal(request, 403, "Forbidden", "cannot create resource \"subjectaccessreviews\""));
        await using var webhook = await StartAsync("deny");

        var response = await ReviewAsync(webhook, "alice");

        response["allowed"]!.GetValue<bool>().Should().BeFalse();
        response["status"]!["message"]!.GetValue<string>().Should().Contain("nobody could say").And.Contain("subjectaccessreviews");
    }

    [Fact]
    public async Task Given_the_controller_Then_it_is_not_asked_about_because_the_author_of_the_schedule_was()
    {
        await using var webhook = await StartAsync("deny");

        (await ReviewAsync(webhook, Controller))["allowed"]!.GetValue<bool>().Should().BeTrue();
        Asked().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_an_edit_of_labels_alone_Then_nobody_is_asked_about()
    {
        await using var webhook = await StartAsync("deny");
        var edited = Samples.Application();
        edited["metadata"]!["labels"] = new JsonObject { ["team"] = "data" };

        var response = await webhook.ReviewAsync(RunningWebhook.ValidatePath, edited, "UPDATE", Samples.Application());

        response["allowed"]!.GetValue<bool>().Should().BeTrue();
        Asked().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_review_without_an_author_Then_it_is_refused()
    {
        await using var webhook = await StartAsync("deny");

        var response = await webhook.ReviewAsync(RunningWebhook.ValidatePath, Samples.Application());

        response["status"]!["message"]!.GetValue<string>().Should().Contain("does not say who its author is");
    }

    private async Task<RunningWebhook> StartAsync(string action)
    {
        await File.WriteAllTextAsync(_file, $"apiVersion: config.sparkoperator.k8s.io/v1\nkind: AdmissionPolicy\nauthors: {{action: {action}}}\n");
        return await RunningWebhook.StartAsync(_api, configure: options => options with { Policy = new PolicySettings(_file, false), AuthorCheck = true, TrustedUsers = [Controller] });
    }

    private static async Task<JsonObject> ReviewAsync(RunningWebhook webhook, string user, JsonObject? @object = null, string path = RunningWebhook.ValidatePath)
    {
        var review = RunningWebhook.Review(@object ?? Samples.Application(), "CREATE");
        review["request"]!["userInfo"] = new JsonObject { ["username"] = user, ["groups"] = new JsonArray("team"), ["extra"] = new JsonObject { ["scopes"] = new JsonArray("all") } };
        using var client = webhook.NewClient();
        return (await RunningWebhook.SendAsync(client, path, review.ToJsonString())).Answer!["response"]!.AsObject();
    }

    private List<JsonNode> Asked() => [.. _api.Requests.Where(request => request.Path == Reviews).Select(request => JsonNode.Parse(request.Body.Span)!["spec"]!)];

    public void Dispose() => File.Delete(_file);
}
