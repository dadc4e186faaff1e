using System.Text;
using System.Text.Json.Nodes;
using ApplicationLoad.Loading;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace ApplicationLoad.Tests;

public sealed class ApplicationGlanceTests
{
    [Fact]
    public void State_and_attempts_are_found_wherever_they_stand() => Read("""
        {"kind":"SparkApplication","spec":{"status":{"applicationState":{"state":"NO"}}},
         "status":{"executionAttempts":2,"driverInfo":{"podName":"a"},"applicationState":{"errorMessage":"x","state":"RUNNING"},"executorState":{"e":"RUNNING"},"runningExecutors":1}}
        """).Should().Be(new ApplicationGlance("RUNNING", 2, 1));

    [Fact]
    public void An_application_without_status_has_no_state() => Read("""{"spec":{"a":1}}""").Should().Be(new ApplicationGlance("", 0));

    [Fact]
    public void What_is_sent_can_be_read_as_an_application()
    {
        var shape = new ApplicationShape { Executors = 3, RunFor = TimeSpan.FromSeconds(1.5), FailsOnce = true, TimeToLive = TimeSpan.FromSeconds(30) };

        var application = ContractsJson.Deserialize<SparkApplication>(shape.ToJson("one"));

        application.Metadata!.Name.Should().Be("one");
        application.Spec!.Executor!.Instances.Should().Be(3);
        application.Spec.TimeToLiveSeconds.Should().Be(30);
        application.Spec.RestartPolicy!.OnFailureRetries.Should().Be(2);
        application.Spec.Driver!.Annotations.Should().Contain("local.cluster/run-for", "1500ms").And.Contain("local.cluster/exit-code", "1,0");
        JsonNode.Parse(new ApplicationShape().ToJson("two"))!["spec"]!["restartPolicy"].Should().BeNull();
    }

    private static ApplicationGlance Read(string json) => ApplicationGlance.Read(Encoding.UTF8.GetBytes(json));
}
