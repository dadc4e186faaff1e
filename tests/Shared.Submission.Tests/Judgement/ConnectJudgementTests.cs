using System.Text.Json.Nodes;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Judgement;

namespace Shared.Submission.Tests.Judgement;

/// <summary>A Connect server is judged as an application is: on its pod and on the executors that it asks for.</summary>
public sealed class ConnectJudgementTests
{
    private const string Baseline = """{"profile":"baseline"}""";
    private const string Restricted = """{"profile":"restricted","images":{"allowed":["spark:*"]},"serviceAccounts":{"allowed":["default"]}}""";

    [Theory]
    [InlineData("""{"server":{"template":{"spec":{"hostNetwork":true}}},"executor":{}}""", "spec.server")]
    [InlineData("""{"server":{"template":{"spec":{"containers":[{"name":"spark-kubernetes-driver","securityContext":{"privileged":true}}]}}},"executor":{}}""", "spec.server")]
    [InlineData("""{"server":{},"executor":{"template":{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/etc"}}]}}}}""", "spec.executor")]
    [InlineData("""{"server":{},"executor":{},"sparkConf":{"spark.kubernetes.executor.volumes.hostPath.v.mount.path":"/m","spark.kubernetes.executor.volumes.hostPath.v.options.path":"/etc"}}""", "spec.executor")]
    [InlineData("""{"server":{"service":{"spec":{"type":"LoadBalancer"}}},"executor":{}}""", "spec.server.service.spec.type")]
    [InlineData("""{"server":{"service":{"spec":{"externalIPs":["192.0.2.1"]}}},"executor":{}}""", "spec.server.service.spec.externalIPs")]
    [InlineData("""{"server":{},"executor":{},"sparkConf":{"spark.jars":"http://example.com/a.jar"}}""", "spec.sparkConf[spark.jars]")]
    [InlineData("""{"server":{"template":{"spec":{"priorityClassName":"system-node-critical"}}},"executor":{}}""", "spec.server.template.spec.priorityClassName")]
    public void However_it_is_spelled_what_comes_of_it_is_judged(string spec, string path)
    {
        Judge(spec, Baseline).Errors.Should().NotBeEmpty().And.OnlyContain(error => error.Path == path);
        Judge(spec, "{}").Errors.Should().BeEmpty("what ran before runs");
    }

    [Theory]
    [InlineData("""{"images":{"allowed":["other/*"]}}""", "PolicyImages", "spec.server", "spec.executor")]
    [InlineData("""{"labels":{"required":{"team":""}}}""", "PolicyLabels", "metadata.labels")]
    [InlineData("""{"sparkConf":{"forbidden":["spark.sql.*"]}}""", "PolicySparkConf", "spec.sparkConf[spark.sql.shuffle.partitions]")]
    [InlineData("""{"serviceAccounts":{"allowed":["spark"]}}""", "PolicyServiceAccounts", "spec.server.template.spec.serviceAccountName", "spec.executor.template.spec.serviceAccountName")]
    [InlineData("""{"ceilings":{"instances":2}}""", "PolicyCeilings", "spec.executor.instances")]
    [InlineData("""{"ceilings":{"executor":{"memory":"3Gi"}}}""", "PolicyCeilings", "spec.executor")]
    [InlineData("""{"ceilings":{"driver":{"cpu":"1"}}}""", "PolicyCeilings", "spec.server")]
    [InlineData("""{"ceilings":{"application":{"memory":"8Gi"}}}""", "PolicyCeilings", "spec")]
    public void Each_rule_looks_at_it(string policy, string code, params string[] paths) => Judge(
            """
            {"server":{"template":{"spec":{"containers":[{"name":"spark-kubernetes-driver","resources":{"requests":{"cpu":"2","memory":"2Gi"}}}]}}},
             "executor":{"instances":3,"memory":"3g"},"sparkConf":{"spark.sql.shuffle.partitions":"8"}}
            """,
            policy)
        .Errors.Select(error => (error.Code, error.Path)).Should().BeEquivalentTo(paths.Select(path => (code, path)));

    [Fact]
    public void An_ordinary_server_keeps_to_the_baseline()
    {
        var outcome = Judge("""{"server":{},"executor":{}}""", Baseline);

        outcome.Errors.Concat(outcome.Warnings).Should().BeEmpty();
    }

    [Fact]
    public void What_the_profile_restricted_asks_for_it_fills_in_and_once()
    {
        Judge("""{"server":{},"executor":{}}""", Restricted).Errors.Should().BeEmpty();

        var policy = PolicyReader.Read(JsonNode.Parse(Restricted)!.AsObject());
        var filled = PolicyDefaults.Apply(Connect("""{"server":{},"executor":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b","securityContext":{"runAsUser":7}}]}}}}"""), policy);
        ContractsJson.ToNode(PolicyDefaults.Apply(filled, policy)).ToJsonString().Should().Be(ContractsJson.ToNode(filled).ToJsonString());
        filled.Spec!.Executor!.Template!.Spec!.Containers![1].SecurityContext!.RunAsUser.Should().Be(7);
    }

    [Fact]
    public void What_cannot_be_rendered_is_told_and_refused_where_a_policy_would_be_evaded()
    {
        const string Spec = """{"server":{},"executor":{},"sparkConf":{"spark.kubernetes.executor.pod.featureSteps":"a.B"}}""";

        Judge(Spec, "{}").Warnings.Should().ContainSingle().Which.Code.Should().Be("CannotBeSubmitted");
        Judge(Spec, Baseline).Errors.Should().ContainSingle().Which.Path.Should().Be("spec.sparkConf[spark.kubernetes.executor.pod.featureSteps]");
    }

    [Fact]
    public void Executors_run_as_the_account_that_its_settings_name() =>
        Judge("""{"server":{},"executor":{},"sparkConf":{"spark.kubernetes.authenticate.executor.serviceAccountName":"admin"}}""", """{"serviceAccounts":{"allowed":["default"]}}""")
            .Errors.Should().ContainSingle().Which.Message.Should().Contain("executor").And.Contain("'admin'");

    private static ValidationOutcome Judge(string spec, string policy) => ConnectJudgement.Judge(Connect(spec), PolicyReader.Read(JsonNode.Parse(policy)!.AsObject()));

    private static SparkConnect Connect(string spec)
    {
        var connect = JsonNode.Parse("""
            {"apiVersion":"sparkoperator.k8s.io/v1alpha1","kind":"SparkConnect","metadata":{"name":"conn","namespace":"jobs"},"spec":{"image":"spark:4.0.1","sparkVersion":"4.0.1"}}
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(spec)!.AsObject())
            connect["spec"]![name] = value?.DeepClone();
        return ContractsJson.Deserialize<SparkConnect>(connect);
    }
}
