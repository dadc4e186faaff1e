using System.Text;
using BenchmarkDotNet.Attributes;
using Shared.Admission.Defaults;
using Shared.Admission.Mutation;
using Shared.Admission.Reviews;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Micro;

/// <summary>One pod with six volumes, two mounts and affinity, and its application. Goals: mutation under 100 us, validation under 200 us, a review under 1 ms.</summary>
[MemoryDiagnoser]
public class AdmissionBenchmarks
{
    private const string Application = """
        {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"pi","namespace":"default","uid":"u"},
         "spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"org.example.Main","mainApplicationFile":"local:///opt/app.jar",
          "restartPolicy":{"type":"Never"},"sparkConf":{"spark.sql.shuffle.partitions":"200","spark.eventLog.enabled":"true"},
          "volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data"}},{"name":"scratch","emptyDir":{}}],
          "driver":{"cores":1,"memory":"2g","memoryLimit":"3g","serviceAccount":"spark","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],
           "volumeMounts":[{"name":"data","mountPath":"/data"},{"name":"scratch","mountPath":"/scratch"}],"tolerations":[{"key":"spot","operator":"Exists"}],
           "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"pool","operator":"In","values":["spark"]}]}]}}}},
          "executor":{"cores":1,"instances":2,"memory":"2g"}}}
        """;

    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"pi-driver","namespace":"default","labels":{"sparkoperator.k8s.io/app-name":"pi","spark-role":"driver"}},
         "spec":{"containers":[{"name":"spark-kubernetes-driver","image":"spark:4.0.1","imagePullPolicy":"IfNotPresent","args":["driver","--properties-file","/opt/spark/conf/spark.properties"],
          "env":[{"name":"SPARK_USER","value":"spark"},{"name":"SPARK_CONF_DIR","value":"/opt/spark/conf"},{"name":"IP","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}}],
          "ports":[{"name":"driver-rpc-port","containerPort":7078,"protocol":"TCP"},{"name":"blockmanager","containerPort":7079,"protocol":"TCP"}],
          "resources":{"requests":{"cpu":"1","memory":"2432Mi"},"limits":{"memory":"2432Mi"}},
          "volumeMounts":[{"name":"v1","mountPath":"/v1"},{"name":"v2","mountPath":"/v2"}]}],
          "volumes":[{"name":"v1","emptyDir":{}},{"name":"v2","emptyDir":{}},{"name":"v3","configMap":{"name":"c","defaultMode":420}},{"name":"v4","secret":{"secretName":"s","defaultMode":420}},
           {"name":"v5","emptyDir":{}},{"name":"v6","hostPath":{"path":"/x","type":""}}],"restartPolicy":"Never","serviceAccountName":"spark","schedulerName":"default-scheduler"}}
        """;

    private readonly byte[] _podReview = Review(Pod);
    private readonly byte[] _applicationReview = Review(Application);
    private static readonly byte[] ApplicationBytes = Encoding.UTF8.GetBytes(Application);

    private readonly SparkApplication _application = SparkApplicationDefaults.Apply(ContractsJson.Deserialize<SparkApplication>(ApplicationBytes));
    private readonly Pod _pod = ContractsJson.Deserialize<Pod>(Encoding.UTF8.GetBytes(Pod));

    [Benchmark]
    public ValidationOutcome ValidateApplication() => SparkApplicationValidation.Validate(_application);

    [Benchmark]
    public SparkApplication DefaultApplication() => SparkApplicationDefaults.Apply(_application);

    [Benchmark]
    public Pod MutatePod() => PodMutations.Apply(_pod, new SparkPodContext(_application, SparkRole.Driver));

    [Benchmark]
    public byte[] AnswerPodReview()
    {
        using var review = ReviewReader.Read(_podReview);
        var (question, _) = PodReview.Ask(review.Request!, _ => true);
        return Write(PodReview.Answer(question!, ContractsJson.Deserialize<SparkApplication>(ApplicationBytes)));
    }

    [Benchmark]
    public byte[] AnswerApplicationReview()
    {
        using var review = ReviewReader.Read(_applicationReview);
        return Write(Reviews.ValidateSparkApplication(review.Request!));
    }

    private static byte[] Review(string @object) => Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE","namespace":"default","object":{{{@object}}}}}""");

    private static byte[] Write(AdmissionResponse response) =>
        ContractsJson.Serialize(new AdmissionReview { ApiVersion = AdmissionReview.GroupVersion, Kind = AdmissionReview.KindName, Response = response });
}
