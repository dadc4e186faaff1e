using System.Text.Json.Nodes;
using Shared.Admission.Defaults;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Judgement;

namespace Shared.Submission.Tests.Judgement;

public sealed class DeepJudgementTests
{
    private const string Baseline = """{"profile":"baseline"}""";

    // One way into the node, spelled as a field, as a template and as Spark properties.
    [Theory]
    [InlineData("""{"volumes":[{"name":"v","hostPath":{"path":"/etc"}}],"driver":{"volumeMounts":[{"name":"v","mountPath":"/m"}]},"executor":{}}""", "spec.driver")]
    [InlineData("""{"driver":{},"executor":{"template":{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/etc"}}]}}}}""", "spec.executor")]
    [InlineData("""{"driver":{},"executor":{},"sparkConf":{"spark.kubernetes.driver.volumes.hostPath.v.mount.path":"/m","spark.kubernetes.driver.volumes.hostPath.v.options.path":"/etc"}}""", "spec.driver")]
    [InlineData("""{"driver":{},"executor":{},"sparkConf":{"spark.kubernetes.executor.volumes.hostPath.v.mount.path":"/m","spark.kubernetes.executor.volumes.hostPath.v.options.path":"/etc"}}""", "spec.executor")]
    [InlineData("""{"driver":{"hostNetwork":true},"executor":{}}""", "spec.driver")]
    [InlineData("""{"driver":{},"executor":{"securityContext":{"privileged":true}}}""", "spec.executor")]
    [InlineData("""{"driver":{"sidecars":[{"name":"s","image":"i","securityContext":{"privileged":true}}]},"executor":{}}""", "spec.driver")]
    public void However_it_is_spelled_the_pod_that_comes_of_it_is_judged(string change, string path)
    {
        Judge(change, Baseline).Errors.Should().NotBeEmpty().And.OnlyContain(error => error.Path == path);
        Judge(change, "{}").Errors.Should().BeEmpty("what ran before runs");
    }

    [Fact]
    public void An_ordinary_application_keeps_to_the_baseline()
    {
        var outcome = Judge("""{"driver":{},"executor":{}}""", Baseline);

        outcome.Errors.Concat(outcome.Warnings).Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData(Baseline, false)]
    public void What_cannot_be_submitted_is_told_and_refused_where_a_policy_would_be_evaded(string policy, bool accepted)
    {
        var outcome = Judge("""{"driver":{},"executor":{},"imagePullPolicy":"Sometimes"}""", policy);

        outcome.IsValid.Should().Be(accepted);
        outcome.Errors.Concat(outcome.Warnings).Should().ContainSingle().Which.Code.Should().Be("CannotBeSubmitted");
    }

    [Fact]
    public void What_the_profile_restricted_asks_for_it_fills_in_so_that_an_ordinary_application_keeps_to_it()
    {
        var outcome = Judge("""{"driver":{"serviceAccount":"spark"},"executor":{"serviceAccount":"spark"}}""", """{"profile":"restricted","images":{"allowed":["spark:*"]},"serviceAccounts":{"allowed":["spark"]}}""");

        outcome.Errors.Should().BeEmpty();
    }

    [Fact]
    public void What_only_the_pod_webhook_can_give_to_executors_is_seen_all_the_same() =>
        Judge("""{"driver":{},"executor":{"memoryLimit":"64g"}}""", """{"ceilings":{"executor":{"memory":"8Gi"}}}""")
            .Errors.Should().ContainSingle(error => error.Code == "PolicyCeilings" && error.Path == "spec.executor");

    [Fact]
    public void A_service_account_is_judged_by_what_the_pod_says() =>
        Judge("""{"driver":{"serviceAccount":"admin"},"executor":{}}""", """{"serviceAccounts":{"allowed":["spark","default"]}}""")
            .Errors.Select(error => error.Path).Should().Contain("spec.driver.serviceAccount");

    private static ValidationOutcome Judge(string spec, string policy)
    {
        var application = JsonNode.Parse("""
            {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"pi","namespace":"jobs"},
             "spec":{"type":"Scala","mode":"cluster","image":"spark:4.0.1","sparkVersion":"4.0.1","mainClass":"a.B","mainApplicationFile":"local:///a.jar"}}
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(spec)!.AsObject())
            application["spec"]![name] = value?.DeepClone();
        return DeepJudgement.Judge(
            SparkApplicationDefaults.Apply(ContractsJson.Deserialize<SparkApplication>(application)), PolicyReader.Read(JsonNode.Parse(policy)!.AsObject()));
    }
}
