using System.Text;
using System.Text.Json.Nodes;
using Webhook.Registration;

namespace Webhook.Tests.Registration;

public sealed class WebhookConfigurationsTests
{
    [Fact]
    public void The_entries_are_upstreams_and_pods_that_were_complete_at_birth_are_left_out()
    {
        var list = WebhookConfigurations.For(new RegistrationOptions { Url = "https://127.0.0.1:9443", CaBundle = Encoding.ASCII.GetBytes("pem"), Namespaces = ["a", "b"] });

        var (mutating, validating) = (list["items"]![0]!, list["items"]![1]!);
        Names(mutating).Should().Equal(
            "mutate--v1-pod.sparkoperator.k8s.io",
            "mutate-sparkoperator-k8s-io-v1beta2-sparkapplication.sparkoperator.k8s.io",
            "mutate-sparkoperator-k8s-io-v1beta2-scheduledsparkapplication.sparkoperator.k8s.io",
            "mutate-sparkoperator-k8s-io-v1alpha1-sparkconnect.sparkoperator.k8s.io");
        Names(validating).Should().Equal(
            "validate-sparkoperator-k8s-io-v1beta2-sparkapplication.sparkoperator.k8s.io",
            "validate-sparkoperator-k8s-io-v1beta2-scheduledsparkapplication.sparkoperator.k8s.io",
            "validate-sparkoperator-k8s-io-v1alpha1-sparkconnect.sparkoperator.k8s.io");
        var pod = mutating["webhooks"]![0]!;
        pod["objectSelector"]!.ToJsonString().Should().Be(
            """{"matchLabels":{"sparkoperator.k8s.io/launched-by-spark-operator":"true"},"matchExpressions":[{"key":"sparkoperator.k8s.io/rendered","operator":"DoesNotExist"}]}""");
        pod["clientConfig"]!.ToJsonString().Should().Be("""{"url":"https://127.0.0.1:9443/mutate--v1-pod","caBundle":"cGVt"}""");
        pod["rules"]!.ToJsonString().Should().Be("""[{"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"],"operations":["CREATE"]}]""");
        pod["namespaceSelector"]!["matchExpressions"]![0]!["values"]!.ToJsonString().Should().Be("""["a","b"]""");
        mutating["webhooks"]!.AsArray().Concat(validating["webhooks"]!.AsArray()).Should().OnlyContain(entry =>
            entry!["sideEffects"]!.GetValue<string>() == "None" && entry["failurePolicy"]!.GetValue<string>() == "Fail");
    }

    [Fact]
    public async Task Each_path_that_is_registered_is_served()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var client = webhook.NewClient();
        var list = WebhookConfigurations.For(new RegistrationOptions { Url = webhook.Url });
        var urls = list["items"]!.AsArray().SelectMany(item => item!["webhooks"]!.AsArray()).Select(entry => entry!["clientConfig"]!["url"]!.GetValue<string>()).ToArray();

        urls.Should().HaveCount(7);
        foreach (var url in urls)
            (await RunningWebhook.SendAsync(client, new Uri(url).AbsolutePath, "{}")).Answer.Should().NotBeNull(url);
    }

    private static IEnumerable<string> Names(JsonNode configuration) =>
        configuration["webhooks"]!.AsArray().Select(entry => entry!["name"]!.GetValue<string>());
}
