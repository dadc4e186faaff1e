using System.Text.Json.Nodes;
using Cli.Conversion;

namespace Cli.Tests.Conversion;

public sealed class LegacyManifestTests
{
    private static ConvertedManifest Convert(string spec, string kind = "SparkApplication") =>
        LegacyManifest.ToCurrent(JsonNode.Parse($$"""{"apiVersion":"sparkoperator.k8s.io/v1beta1","kind":"{{kind}}","metadata":{"name":"pi"},"spec":{{spec}},"status":{"appId":"x"} }""")!.AsObject());

    [Theory]
    [InlineData("""{"restartPolicy":"OnFailure","maxSubmissionRetries":3}""", """{"restartPolicy":{"type":"OnFailure","onSubmissionFailureRetries":3}}""")]
    [InlineData("""{"restartPolicy":""}""", """{"restartPolicy":{"type":"Never"}}""")]
    [InlineData("""{"failureRetries":2,"retryInterval":9}""", """{"restartPolicy":{"onFailureRetries":2,"onFailureRetryInterval":9}}""")]
    [InlineData("""{"driver":{"cores":0.5},"executor":{"cores":2}}""", """{"driver":{"cores":1,"coreRequest":"500m"},"executor":{"cores":2}}""")]
    [InlineData("""{"driver":{"cores":"0.1"}}""", """{"driver":{"cores":1,"coreRequest":"100m"}}""")]
    [InlineData("""{"driver":{"securityContext":{"fsGroup":1}}}""", """{"driver":{"podSecurityContext":{"fsGroup":1}}}""")]
    [InlineData("""{"driver":{"securityContext":{"privileged":false}}}""", """{"driver":{"securityContext":{"privileged":false}}}""")]
    [InlineData("""{"executor":{"executorEnvVars":{"A":"b"}}}""", """{"executor":{"env":[{"name":"A","value":"b"}]}}""")]
    [InlineData("""{"driver":{"driverSecrets":[{"name":"s","secretType":"HDFSDelegationToken"}]}}""", """{"driver":{"secrets":[{"name":"s","secretType":"HadoopDelegationToken"}]}}""")]
    [InlineData("""{"sparkConigMap":"c","deps":{"jarFiles":["a"]},"monitoring":{"prometheus":{"port":null}}}""", """{"deps":{"jars":["a"]},"monitoring":{"prometheus":{}},"sparkConfigMap":"c"}""")]
    [InlineData("""{"somethingElse":{"kept":true}}""", """{"somethingElse":{"kept":true}}""")]
    public void Given_an_old_specification_When_converted_Then_it_says_the_same_today(string old, string today)
    {
        var converted = Convert(old);

        JsonNode.DeepEquals(converted.Object["spec"], JsonNode.Parse(today)).Should().BeTrue(converted.Object["spec"]!.ToJsonString());
        converted.Object["apiVersion"]!.GetValue<string>().Should().Be("sparkoperator.k8s.io/v1beta2");
        converted.Object.ContainsKey("status").Should().BeFalse();
        converted.Lost.Should().BeEmpty();
    }

    [Fact]
    public void Given_what_has_no_place_any_more_When_converted_Then_it_is_told_with_the_reason()
    {
        var converted = Convert("""{"initContainerImage":"i","deps":{"downloadTimeout":60},"driver":{"command":["x"]}}""");

        converted.Lost.Select(lost => lost.What).Should().Equal("spec.initContainerImage", "spec.deps.downloadTimeout", "spec.driver.command");
        converted.Warnings.Should().Contain(warning => warning.Contains("sparkVersion"));
    }

    [Fact]
    public void Given_both_names_of_one_field_When_converted_Then_todays_stays_and_the_other_is_told()
    {
        var converted = Convert("""{"sparkConigMap":"old","sparkConfigMap":"new"}""");

        converted.Object["spec"]!["sparkConfigMap"]!.GetValue<string>().Should().Be("new");
        converted.Lost.Should().ContainSingle(lost => lost.What == "spec.sparkConigMap");
    }

    [Fact]
    public void Given_a_schedule_When_converted_Then_its_template_and_its_limits_are()
    {
        var converted = Convert("""{"schedule":"@daily","runHistoryLimit":4,"template":{"restartPolicy":"Always"}}""", "ScheduledSparkApplication");

        converted.Object["spec"]!.ToJsonString().Should().Be(
            """{"schedule":"@daily","template":{"restartPolicy":{"type":"Always"}},"successfulRunHistoryLimit":4,"failedRunHistoryLimit":4}""");
    }
}
