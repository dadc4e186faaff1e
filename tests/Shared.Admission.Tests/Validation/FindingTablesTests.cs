using System.Text.Json.Nodes;
using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Tests.Validation;

/// <summary>One row for each rule about what is stored but cannot work: what is changed in a good application, and the one finding that must come of it.</summary>
public sealed class FindingTablesTests
{
    private const string Good = """
        {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"pi","namespace":"jobs"},
         "spec":{"type":"Scala","mode":"cluster","image":"apache/spark:4.0.1","sparkVersion":"4.0.1","mainClass":"a.B","mainApplicationFile":"local:///a.jar",
          "driver":{"cores":1,"memory":"1g"},"executor":{"cores":1,"memory":"1g","instances":1}}}
        """;

    [Fact]
    public void A_good_application_has_no_finding()
    {
        var outcome = Validate("{}");

        outcome.Errors.Concat(outcome.Warnings).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"driver":{"coreLimit":"x"}}""", "spec.driver.coreLimit", "InvalidQuantity")]
    [InlineData("""{"executor":{"coreRequest":"1.5x"}}""", "spec.executor.coreRequest", "InvalidQuantity")]
    [InlineData("""{"hadoopConf":{"fs=x":"1"}}""", "spec.hadoopConf", "InvalidSparkConfKey")]
    [InlineData("""{"hadoopConf":{"a b":"1"}}""", "spec.hadoopConf", "InvalidSparkConfKey")]
    [InlineData("""{"driver":{"template":{"metadata":{"namespace":"kube-system"}}}}""", "spec.driver.template.metadata.namespace", "ForbiddenTemplateMember")]
    public void Some_things_refuse_an_application(string change, string path, string code)
    {
        var outcome = Validate(change);

        outcome.Errors.Select(error => (error.Path, error.Code)).Should().Equal((path, code));
    }

    [Theory]
    // Containers.
    [InlineData("""{"driver":{"env":[{"name":"A=B","value":"1"}]}}""", "spec.driver.env[0].name", "InvalidName")]
    [InlineData("""{"driver":{"env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]}}""", "spec.driver.env[1].name", "Duplicate")]
    [InlineData("""{"driver":{"env":[{"name":"A","value":"1","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}}""", "spec.driver.env[0].valueFrom", "Conflict")]
    [InlineData("""{"driver":{"ports":[{"name":"p","protocol":"TCP","containerPort":70000}]}}""", "spec.driver.ports[0].containerPort", "OutOfRange")]
    [InlineData("""{"driver":{"ports":[{"name":"p","protocol":"ICMP","containerPort":70}]}}""", "spec.driver.ports[0].protocol", "NotSupported")]
    [InlineData("""{"driver":{"ports":[{"name":"a-name-that-is-long","protocol":"TCP","containerPort":70}]}}""", "spec.driver.ports[0].name", "InvalidName")]
    [InlineData("""{"driver":{"ports":[{"name":"12","protocol":"TCP","containerPort":70}]}}""", "spec.driver.ports[0].name", "InvalidName")]
    [InlineData("""{"driver":{"ports":[{"name":"p","protocol":"TCP","containerPort":70},{"name":"p","protocol":"TCP","containerPort":71}]}}""", "spec.driver.ports[1].name", "Duplicate")]
    [InlineData("""{"driver":{"ports":[{"name":"p","protocol":"TCP","containerPort":70},{"name":"q","protocol":"TCP","containerPort":70}]}}""", "spec.driver.ports[1].containerPort", "Duplicate")]
    [InlineData("""{"driver":{"configMaps":[{"name":"Bad_Name","path":"/c"}]}}""", "spec.driver.configMaps[0].name", "InvalidName")]
    [InlineData("""{"driver":{"configMaps":[{"name":"good","path":"c"}]}}""", "spec.driver.configMaps[0].path", "InvalidText")]
    [InlineData("""{"driver":{"secrets":[{"name":"good","path":"/c","secretType":"Nope"}]}}""", "spec.driver.secrets[0].secretType", "NoEffect")]
    [InlineData("""{"driver":{"gpu":{"name":"nvidia.com/gpu","quantity":0}}}""", "spec.driver.gpu", "NoEffect")]
    // Volumes.
    [InlineData("""{"volumes":[{"name":"Bad","emptyDir":{}}],"driver":{"volumeMounts":[{"name":"Bad","mountPath":"/a"}]}}""", "spec.volumes[0].name", "InvalidName")]
    [InlineData("""{"volumes":[{"name":"a","emptyDir":{}},{"name":"a","emptyDir":{}}],"driver":{"volumeMounts":[{"name":"a","mountPath":"/a"}]}}""", "spec.volumes[1].name", "Duplicate")]
    [InlineData("""{"volumes":[{"name":"a","emptyDir":{}}]}""", "spec.volumes[0].name", "NoEffect")]
    [InlineData("""{"driver":{"volumeMounts":[{"name":"a","mountPath":"/a"}]}}""", "spec.driver.volumeMounts[0].name", "NoEffect")]
    [InlineData("""{"volumes":[{"name":"a","emptyDir":{}}],"driver":{"volumeMounts":[{"name":"a","mountPath":"/a:b"}]}}""", "spec.driver.volumeMounts[0].mountPath", "InvalidText")]
    [InlineData("""{"volumes":[{"name":"a","emptyDir":{}}],"driver":{"volumeMounts":[{"name":"a","mountPath":"/a"},{"name":"a","mountPath":"/a"}]}}""", "spec.driver.volumeMounts[1].mountPath", "Duplicate")]
    // Pods.
    [InlineData("""{"driver":{"labels":{"a b":"c"}}}""", "spec.driver.labels", "InvalidLabel")]
    [InlineData("""{"driver":{"labels":{"a":"c d"}}}""", "spec.driver.labels[a]", "InvalidLabel")]
    [InlineData("""{"driver":{"annotations":{"a b":"c"}}}""", "spec.driver.annotations", "InvalidLabel")]
    [InlineData("""{"driver":{"nodeSelector":{"a":"c d"}}}""", "spec.driver.nodeSelector[a]", "InvalidLabel")]
    [InlineData("""{"driver":{"sidecars":[{"name":"Bad","image":"i"}]}}""", "spec.driver.sidecars[0].name", "InvalidName")]
    [InlineData("""{"driver":{"sidecars":[{"name":"a"}]}}""", "spec.driver.sidecars[0].image", "ImageMissing")]
    [InlineData("""{"driver":{"sidecars":[{"name":"a","image":"i"}],"initContainers":[{"name":"a","image":"j"}]}}""", "spec.driver.sidecars[0].name", "Duplicate")]
    [InlineData("""{"driver":{"tolerations":[{"key":"a","operator":"Nope"}]}}""", "spec.driver.tolerations[0].operator", "NotSupported")]
    [InlineData("""{"driver":{"tolerations":[{"key":"a","operator":"Exists","value":"x"}]}}""", "spec.driver.tolerations[0].value", "Conflict")]
    [InlineData("""{"driver":{"tolerations":[{"operator":"Equal"}]}}""", "spec.driver.tolerations[0].key", "Required")]
    [InlineData("""{"driver":{"tolerations":[{"key":"a","operator":"Exists","effect":"Never"}]}}""", "spec.driver.tolerations[0].effect", "NotSupported")]
    [InlineData("""{"driver":{"hostAliases":[{"ip":"nope","hostnames":["a"]}]}}""", "spec.driver.hostAliases[0].ip", "InvalidText")]
    [InlineData("""{"driver":{"serviceAccount":"a/b"}}""", "spec.driver.serviceAccount", "InvalidName")]
    [InlineData("""{"driver":{"terminationGracePeriodSeconds":-1}}""", "spec.driver.terminationGracePeriodSeconds", "OutOfRange")]
    [InlineData("""{"driver":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}}}""", "spec.driver.template.spec.containers", "InvalidName")]
    [InlineData("""{"driver":{"template":{"spec":{"containers":[{"name":"spark-kubernetes-driver"},{"name":"b"},{"name":"b"}]}}}}""", "spec.driver.template.spec.containers[2].name", "Duplicate")]
    [InlineData("""{"driver":{"template":{"spec":{"volumes":[{"name":"v"},{"name":"v"}]}}}}""", "spec.driver.template.spec.volumes[1].name", "Duplicate")]
    // Amounts.
    [InlineData("""{"driver":{"coreLimit":"500m"}}""", "spec.driver.coreLimit", "Conflict")]
    [InlineData("""{"driver":{"coreRequest":"-1"}}""", "spec.driver.coreRequest", "OutOfRange")]
    [InlineData("""{"driver":{"memory":"256m"}}""", "spec.driver.memory", "OutOfRange")]
    [InlineData("""{"executor":{"memory":"449"}}""", "spec.executor.memory", "OutOfRange")]
    [InlineData("""{"driver":{"memoryLimit":"512Mi"}}""", "spec.driver.memoryLimit", "Conflict")]
    // Spark.
    [InlineData("""{"driver":{"javaOptions":"-Xmx2g"}}""", "spec.driver.javaOptions", "Conflict")]
    [InlineData("""{"executor":{"javaOptions":"-Dspark.a=b"}}""", "spec.executor.javaOptions", "Conflict")]
    [InlineData("""{"sparkConf":{"spark.driver.memory":"2g"}}""", "spec.driver.memory", "Conflict")]
    [InlineData("""{"sparkConf":{"spark.driver.host":"x"}}""", "spec.sparkConf[spark.driver.host]", "Conflict")]
    [InlineData("""{"sparkConf":{"spark.acls.enable":"true"}}""", "spec.sparkConf[spark.acls.enable]", "Risky")]
    [InlineData("""{"sparkConf":{"spark.hadoop.fs.s3a.secret.key":"hunter2"}}""", "spec.sparkConf[spark.hadoop.fs.s3a.secret.key]", "SensitiveValue")]
    [InlineData("""{"sparkConf":{"spark.jars.repositories":"https://u:hunter2@example.com"}}""", "spec.sparkConf[spark.jars.repositories]", "SensitiveValue")]
    [InlineData("""{"driver":{"env":[{"name":"DB_PASSWORD","value":"hunter2"}]}}""", "spec.driver.env[0].value", "SensitiveValue")]
    [InlineData("""{"sparkVersion":"latest"}""", "spec.sparkVersion", "NotSupported")]
    [InlineData("""{"sparkVersion":"3.5.7"}""", "spec.sparkVersion", "Conflict")]
    [InlineData("""{"sparkVersion":"3.2.0","image":"registry.example.com/team/job:7"}""", "spec.sparkVersion", "VersionTooOld")]
    [InlineData("""{"sparkVersion":"3.5.7","image":"job","sparkConf":{"spark.driver.minMemoryOverhead":"1g"}}""", "spec.sparkConf[spark.driver.minMemoryOverhead]", "VersionTooOld")]
    [InlineData("""{"pythonVersion":"2"}""", "spec.pythonVersion", "NotSupported")]
    [InlineData("""{"type":"Python"}""", "spec.type", "Conflict")]
    [InlineData("""{"type":"Python","mainApplicationFile":"local:///a.py"}""", "spec.mainClass", "NoEffect")]
    [InlineData("""{"deps":{"packages":["org.example:thing"]}}""", "spec.deps.packages[0]", "InvalidText")]
    [InlineData("""{"deps":{"jars":["a.jar,b.jar"]}}""", "spec.deps.jars[0]", "InvalidText")]
    [InlineData("""{"dynamicAllocation":{"enabled":true,"minExecutors":-1}}""", "spec.dynamicAllocation.minExecutors", "OutOfRange")]
    [InlineData("""{"dynamicAllocation":{"enabled":true,"maxExecutors":0}}""", "spec.dynamicAllocation.maxExecutors", "OutOfRange")]
    [InlineData("""{"dynamicAllocation":{"enabled":true,"minExecutors":3,"maxExecutors":2}}""", "spec.dynamicAllocation.minExecutors", "Conflict")]
    [InlineData("""{"dynamicAllocation":{"enabled":true,"minExecutors":1,"initialExecutors":9,"maxExecutors":2}}""", "spec.dynamicAllocation.initialExecutors", "OutOfRange")]
    [InlineData("""{"dynamicAllocation":{"enabled":true,"shuffleTrackingEnabled":false}}""", "spec.dynamicAllocation.shuffleTrackingEnabled", "Conflict")]
    // Around a driver, and a life.
    [InlineData("""{"sparkUIOptions":{"servicePort":70000}}""", "spec.sparkUIOptions.servicePort", "OutOfRange")]
    [InlineData("""{"sparkUIOptions":{"servicePortName":"UPPER"}}""", "spec.sparkUIOptions.servicePortName", "InvalidName")]
    [InlineData("""{"sparkUIOptions":{"serviceType":"ExternalName"}}""", "spec.sparkUIOptions.serviceType", "NotSupported")]
    [InlineData("""{"driverIngressOptions":[{"servicePort":1,"servicePortName":"a","ingressURLFormat":"http://[bad"}]}""", "spec.driverIngressOptions[0].ingressURLFormat", "InvalidText")]
    [InlineData("""{"restartPolicy":{"type":"Never","onFailureRetries":3}}""", "spec.restartPolicy.type", "NoEffect")]
    [InlineData("""{"batchSchedulerOptions":{"queue":"q"}}""", "spec.batchSchedulerOptions", "NoEffect")]
    [InlineData("""{"timeToLiveSeconds":-1}""", "spec.timeToLiveSeconds", "OutOfRange")]
    [InlineData("""{"monitoring":{"exposeDriverMetrics":true,"exposeExecutorMetrics":true,"prometheus":{}}}""", "spec.monitoring.prometheus.jmxExporterJar", "Required")]
    [InlineData("""{"monitoring":{"exposeDriverMetrics":false,"exposeExecutorMetrics":false,"prometheus":{"jmxExporterJar":"/j"}}}""", "spec.monitoring.prometheus", "NoEffect")]
    public void Some_things_are_stored_and_told(string change, string path, string code)
    {
        var outcome = Validate(change);

        outcome.Errors.Should().BeEmpty();
        outcome.Warnings.Select(warning => (warning.Path, warning.Code)).Should().Equal([(path, code)], string.Join("; ", outcome.Warnings));
        outcome.Warnings[0].Message.Should().NotContain("hunter2").And.Contain("; ", "it says what to do");
    }

    [Theory]
    [InlineData("spark.example.com", true)]
    [InlineData("{{$appName}}.example.com", true)]
    [InlineData("spark.example.com/{{$appNamespace}}/{{$appName}}", true)]
    [InlineData("https://{{$appName}}.example.com/ui", true)]
    [InlineData("{{$app}}.example.com", false)]
    [InlineData("ftp://spark.example.com", false)]
    [InlineData("spark example.com", false)]
    [InlineData("http://[bad", false)]
    [InlineData("user:pw@example.com", false)]
    [InlineData("spark.example.com?x=1", false)]
    public void Addresses_of_Ingresses_are_a_host_and_a_path(string format, bool expected) => EndpointRules.IsAddress(format).Should().Be(expected);

    [Theory]
    [InlineData("plain", false)]
    [InlineData("tab\\tand\\r\\nline", false)]
    [InlineData("nul\\u0000", true)]
    [InlineData("bell\\u0007", true)]
    [InlineData("back\\b", true)]
    [InlineData("escape\\u001b[31m", true)]
    [InlineData("delete\\u007f", true)]
    [InlineData("\\u00e9", false)]
    [InlineData("backslash\\\\u0000", false)]
    public void Control_characters_are_found_wherever_they_stand(string text, bool bad)
    {
        foreach (var json in new[] { $$"""{"a":[{"b":"{{text}}"}]}""", $$"""{"a":[{"{{text}}":1}]}""" })
        {
            using var document = System.Text.Json.JsonDocument.Parse(json);

            (ControlCharacterRules.Judge(System.Text.Encoding.UTF8.GetBytes(json), document.RootElement) is not null).Should().Be(bad, json);
        }
    }

    private static ValidationOutcome Validate(string change)
    {
        var manifest = JsonNode.Parse(Good)!.AsObject();
        Merge(manifest["spec"]!.AsObject(), JsonNode.Parse(change)!.AsObject());
        return SparkApplicationValidation.Validate(SparkApplicationDefaults.Apply(ContractsJson.Deserialize<SparkApplication>(manifest)));
    }

    private static void Merge(JsonObject into, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is JsonObject inner && into[name] is JsonObject present)
                Merge(present, inner);
            else
                into[name] = value?.DeepClone();
        }
    }
}
