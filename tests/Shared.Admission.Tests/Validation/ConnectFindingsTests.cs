using System.Text.Json.Nodes;
using Shared.Admission.Validation;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Tests.Validation;

/// <summary>One row for each thing in a Connect server that is of no use, said twice, or seldom meant: what is changed in a good one, and the one warning that must come of it.</summary>
public sealed class ConnectFindingsTests
{
    [Fact]
    public void A_good_server_has_no_finding()
    {
        var outcome = Validate("{}");

        outcome.Errors.Concat(outcome.Warnings).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"sparkVersion":"3.3.4","image":"x"}""", "spec.sparkVersion", "VersionTooOld")]
    [InlineData("""{"sparkVersion":"latest"}""", "spec.sparkVersion", "NotSupported")]
    [InlineData("""{"image":"apache/spark:3.5.1"}""", "spec.sparkVersion", "Conflict")]
    [InlineData("""{"sparkConf":{"spark.kubernetes.executor.useDriverPodIP":"true"}}""", "spec.sparkConf[spark.kubernetes.executor.useDriverPodIP]", "VersionTooOld")]
    [InlineData("""{"sparkConf":{"spark.driver.memory":"2g"}}""", "spec.server.memory", "Conflict")]
    [InlineData("""{"sparkConf":{"spark.executor.instances":"2"}}""", "spec.executor.instances", "Conflict")]
    [InlineData("""{"sparkConf":{"spark.driver.host":"x"}}""", "spec.sparkConf[spark.driver.host]", "NoEffect")]
    [InlineData("""{"sparkConf":{"spark.kubernetes.executor.podNamePrefix":"x"}}""", "spec.sparkConf[spark.kubernetes.executor.podNamePrefix]", "NoEffect")]
    [InlineData("""{"sparkConf":{"spark.connect.grpc.binding.port":"grpc"}}""", "spec.sparkConf[spark.connect.grpc.binding.port]", "OutOfRange")]
    [InlineData("""{"sparkConf":{"spark.acls.enable":"true"}}""", "spec.sparkConf[spark.acls.enable]", "Risky")]
    [InlineData("""{"sparkConf":{"master":"x"}}""", "spec.sparkConf[master]", "NoEffect")]
    [InlineData("""{"sparkConf":{"spark.hadoop.fs.s3a.secret.key":"hunter2"}}""", "spec.sparkConf[spark.hadoop.fs.s3a.secret.key]", "SensitiveValue")]
    [InlineData("""{"hadoopConf":{"fs.a":"1"},"sparkConf":{"spark.hadoop.fs.a":"2"}}""", "spec.sparkConf[spark.hadoop.fs.a]", "Conflict")]
    [InlineData("""{"executor":{"instances":0}}""", "spec.executor.instances", "NoEffect")]
    [InlineData("""{"dynamicAllocation":{"maxExecutors":3}}""", "spec.dynamicAllocation.enabled", "NoEffect")]
    [InlineData("""{"dynamicAllocation":{"enabled":true,"maxExecutors":1},"executor":{"instances":2}}""", "spec.executor.instances", "Conflict")]
    [InlineData("""{"dynamicAllocation":{"enabled":true,"initialExecutors":3},"executor":{"instances":2}}""", "spec.executor.instances", "Conflict")]
    [InlineData("""{"dynamicAllocation":{"enabled":true,"shuffleTrackingEnabled":false}}""", "spec.dynamicAllocation.shuffleTrackingEnabled", "Conflict")]
    [InlineData("""{"server":{"template":{"metadata":{"name":"x"}}}}""", "spec.server.template.metadata", "NoEffect")]
    [InlineData("""{"server":{"template":{"spec":{"containers":[{"name":"s"},{"name":"spark-kubernetes-driver","args":["x"]}]}}}}""", "spec.server.template.spec.containers[1].args", "NoEffect")]
    [InlineData("""{"server":{"template":{"spec":{"containers":[{"name":"s","command":["x"]}]}}}}""", "spec.server.template.spec.containers[0].command", "NoEffect")]
    [InlineData("""{"server":{"template":{"spec":{"containers":[{"name":"s","lifecycle":{"preStop":{"exec":{"command":["x"]}}}}]}}}}""", "spec.server.template.spec.containers[0].lifecycle", "NoEffect")]
    [InlineData("""{"server":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"A","value":"1"},{"name":"POD_IP","value":"1"}]}]}}}}""", "spec.server.template.spec.containers[0].env[1]", "NoEffect")]
    [InlineData("""{"server":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"API_KEY","value":"hunter2"}]}]}}}}""", "spec.server.template.spec.containers[0].env[0].value", "SensitiveValue")]
    [InlineData("""{"server":{"memory":"2g","template":{"spec":{"containers":[{"name":"s","resources":{"limits":{"memory":"2Gi"}}}]}}}}""", "spec.server.memory", "Conflict")]
    [InlineData("""{"server":{"service":{"spec":{"ports":[{"port":1}]}}}}""", "spec.server.service.spec.ports", "NoEffect")]
    [InlineData("""{"server":{"service":{"metadata":{"namespace":"x"}}}}""", "spec.server.service.metadata.namespace", "NoEffect")]
    [InlineData("""{"server":{"service":{"status":{}}}}""", "spec.server.service.status", "NoEffect")]
    [InlineData("""{"server":{"service":{"spec":{"type":"LoadBalancer"}}}}""", "spec.server.service.spec.type", "Risky")]
    [InlineData("""{"server":{"service":{"spec":{"type":"NodePort"}}},"restrictClients":true}""", "spec.server.service.spec.type", "Conflict")]
    [InlineData("""{"unknown":1}""", "spec.unknown", "UnknownField")]
    public void Some_things_are_stored_and_told(string change, string path, string code)
    {
        var outcome = Validate(change);

        outcome.Errors.Should().BeEmpty();
        outcome.Warnings.Select(warning => (warning.Path, warning.Code)).Should().Contain((path, code));
        outcome.Warnings.Should().OnlyContain(warning => !warning.Message.Contains("hunter2"));
    }

    private static ValidationOutcome Validate(string change)
    {
        var connect = JsonNode.Parse("""
            {"apiVersion":"sparkoperator.k8s.io/v1alpha1","kind":"SparkConnect","metadata":{"name":"c","namespace":"jobs"},
             "spec":{"image":"apache/spark:4.0.1","sparkVersion":"4.0.1","server":{"memory":"1g"},"executor":{"memory":"1g","instances":1}}}
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            connect["spec"]![name] = value?.DeepClone();
        return SparkConnectValidation.Validate(ContractsJson.Deserialize<SparkConnect>(connect));
    }
}
