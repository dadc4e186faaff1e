using System.Text.Json.Nodes;

namespace Webhook.Tests.Admission;

public sealed class ApplicationReviewTests
{
    [Fact]
    public async Task All_errors_come_in_one_answer_with_their_paths_and_without_values_of_the_configuration()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        var application = Samples.Application();
        application["spec"]!["driver"]!["memory"] = "lots";
        application["spec"]!["executor"]!["instances"] = 0;
        application["spec"]!["sparkConf"] = new JsonObject { ["spark.master"] = "hunter2" };

        var response = await webhook.ReviewAsync(RunningWebhook.ValidatePath, application);

        response["allowed"]!.GetValue<bool>().Should().BeFalse();
        response["status"]!["code"]!.GetValue<int>().Should().Be(403);
        response["status"]!["message"]!.GetValue<string>().Should().StartWith("3 errors: ")
            .And.Contain("spec.driver.memory: 'lots' is not a Java memory size")
            .And.Contain("spec.executor.instances: 0 is less than 1")
            .And.Contain("spec.sparkConf[spark.master]: sparkConf key 'spark.master' is not allowed")
            .And.NotContain("hunter2");
    }

    [Fact]
    public async Task What_does_nothing_is_a_warning_and_an_error_under_strict_field_validation()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        var application = Samples.Application();
        application["spec"]!["drivr"] = new JsonObject();
        application["spec"]!["failureRetries"] = 3;

        var lenient = await webhook.ReviewAsync(RunningWebhook.ValidatePath, application);
        var strict = await webhook.ReviewAsync(RunningWebhook.ValidatePath, application, options: new JsonObject { ["fieldValidation"] = "Strict" });

        lenient["allowed"]!.GetValue<bool>().Should().BeTrue();
        lenient["warnings"]!.AsArray().Select(warning => warning!.GetValue<string>()).Should()
            .Contain(warning => warning.StartsWith("spec.drivr: ", StringComparison.Ordinal))
            .And.Contain(warning => warning.StartsWith("spec.failureRetries: ", StringComparison.Ordinal));
        strict["allowed"]!.GetValue<bool>().Should().BeFalse();
        strict["status"]!["message"]!.GetValue<string>().Should().Contain("spec.drivr");
    }

    [Fact]
    public async Task Defaults_come_as_a_patch_and_an_application_that_has_all_gets_none()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        var application = Samples.Application();

        var first = await webhook.ReviewAsync(RunningWebhook.MutatePath, application);
        application["spec"]!["restartPolicy"] = new JsonObject { ["type"] = "Never" };
        var second = await webhook.ReviewAsync(RunningWebhook.MutatePath, application);

        RunningWebhook.Patch(first)!.Select(operation => operation!["path"]!.GetValue<string>()).Should().BeEquivalentTo("/spec/restartPolicy", "/spec/deps");
        RunningWebhook.Patch(second).Should().BeNull();
    }

    [Fact]
    public async Task An_edit_that_leaves_a_now_forbidden_specification_alone_is_allowed()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        var stored = Samples.Application();
        stored["spec"]!["sparkConf"] = new JsonObject { ["spark.master"] = "x" };
        var edited = stored.DeepClone().AsObject();
        edited["metadata"]!["labels"] = new JsonObject { ["team"] = "data" };

        var unchanged = await webhook.ReviewAsync(RunningWebhook.ValidatePath, edited, "UPDATE", stored);
        edited["spec"]!["mainClass"] = "org.example.Other";
        var changed = await webhook.ReviewAsync(RunningWebhook.ValidatePath, edited, "UPDATE", stored);

        unchanged["allowed"]!.GetValue<bool>().Should().BeTrue();
        changed["allowed"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task A_wrong_type_is_answered_with_400_and_its_path()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        var application = Samples.Application();
        application["spec"]!["driver"]!["cores"] = "one";

        var response = await webhook.ReviewAsync(RunningWebhook.MutatePath, application);

        response["status"]!["code"]!.GetValue<int>().Should().Be(400);
        response["status"]!["message"]!.GetValue<string>().Should().StartWith("spec.driver.cores: ");
    }
}
