using BenchmarkDotNet.Attributes;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission;

namespace Micro;

/// <summary>One attempt: driver, executor template, companions, all as the JSON that is sent. Goal: under 200 us and 150 KB.</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private static readonly SubmissionIdentity Identity = new("161563d2-acf5-5ac4-9757-55aec3e923e5", DateTimeOffset.UnixEpoch.AddDays(20_000));

    private static readonly SparkApplication Typical = new()
    {
        ApiVersion = SparkApplication.GroupVersion,
        Kind = SparkApplication.KindName,
        Metadata = new ObjectMeta { Name = "spark-pi", Namespace = "jobs", Uid = "b3512396-b39f-4ca7-ada6-967d9846c211", Labels = new Dictionary<string, string> { ["team"] = "data" } },
        Spec = new SparkApplicationSpec
        {
            Type = ApplicationTypes.Scala,
            Mode = DeployModes.Cluster,
            SparkVersion = "4.0.1",
            Image = "apache/spark:4.0.1",
            ImagePullPolicy = "IfNotPresent",
            MainClass = "org.apache.spark.examples.SparkPi",
            MainApplicationFile = "local:///opt/spark/examples/jars/spark-examples.jar",
            Arguments = ["1000"],
            SparkConf = Enumerable.Range(0, 15).ToDictionary(index => $"spark.sql.option{index}", index => $"value {index}"),
            Volumes = [new Volume { Name = "data", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = "data" } }],
            Driver = new DriverSpec
            {
                Cores = 1,
                CoreLimit = "1200m",
                Memory = "512m",
                ServiceAccount = "spark",
                Env = [new EnvVar { Name = "MODE", Value = "batch" }],
                VolumeMounts = [new VolumeMount { Name = "data", MountPath = "/data" }],
                Tolerations = [new Toleration { Key = "spot", Operator = "Exists" }],
            },
            Executor = new ExecutorSpec
            {
                Cores = 2,
                Memory = "2g",
                Instances = 4,
                VolumeMounts = [new VolumeMount { Name = "data", MountPath = "/data" }],
                Tolerations = [new Toleration { Key = "spot", Operator = "Exists" }],
            },
        },
    };

    private static readonly SparkApplication Huge = Typical with
    {
        Spec = Typical.Spec! with
        {
            SparkConf = Enumerable.Range(0, 1000).ToDictionary(index => $"spark.large.option{index}", _ => new string('x', 950)),
            Driver = Typical.Spec.Driver! with { Env = [.. Enumerable.Range(0, 1000).Select(index => new EnvVar { Name = $"VARIABLE_{index}", Value = "v" })] },
        },
    };

    [Benchmark(Baseline = true)]
    public int OneTypicalApplication() => Render(Typical);

    /// <summary>1,000 variables and nearly 1 MB of settings. Goal: under 20 ms.</summary>
    [Benchmark]
    public int OneHugeApplication() => Render(Huge);

    private static int Render(SparkApplication application)
    {
        if (NativeSubmission.Render(application, Identity) is not SubmissionResult.Rendered rendered)
            throw new InvalidOperationException("The benchmark's application is refused.");
        return Shared.Contracts.Serialization.ContractsJson.Serialize(rendered.Driver).Length + rendered.Companions.Sum(companion => companion.ToJson().Length);
    }
}
