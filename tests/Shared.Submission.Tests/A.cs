using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Tests;

/// <summary>Ordinary things to start a test from.</summary>
internal static class A
{
    public static readonly SubmissionIdentity Identity =
        new("161563d2-acf5-5ac4-9757-55aec3e923e5", DateTimeOffset.FromUnixTimeMilliseconds(1_763_703_000_000));

    public static SparkApplication Application(Func<SparkApplicationSpec, SparkApplicationSpec>? edit = null) => new()
    {
        ApiVersion = SparkApplication.GroupVersion,
        Kind = SparkApplication.KindName,
        Metadata = new ObjectMeta { Name = "spark-pi", Namespace = "jobs", Uid = "b3512396-b39f-4ca7-ada6-967d9846c211" },
        Spec = (edit ?? (spec => spec))(new SparkApplicationSpec
        {
            Type = ApplicationTypes.Scala,
            Mode = DeployModes.Cluster,
            SparkVersion = "4.0.1",
            Image = "apache/spark:4.0.1",
            MainClass = "org.apache.spark.examples.SparkPi",
            MainApplicationFile = "local:///opt/spark/examples/jars/spark-examples.jar",
            Arguments = ["1000"],
            Driver = new DriverSpec { Cores = 1, Memory = "512m", ServiceAccount = "spark" },
            Executor = new ExecutorSpec { Cores = 1, Memory = "512m", Instances = 2 },
        }),
    };

    public static SubmissionResult.Rendered Rendered(SparkApplication application, SubmissionOptions? options = null) =>
        NativeSubmission.Render(application, Identity, options).Should().BeOfType<SubmissionResult.Rendered>().Subject;

    public static IReadOnlyList<SubmissionError> Refused(SparkApplication application, SubmissionOptions? options = null) =>
        NativeSubmission.Render(application, Identity, options).Should().BeOfType<SubmissionResult.Refused>().Subject.Errors;

    /// <summary>What plain spark-submit makes of the usual arguments and some more pairs.</summary>
    public static (SparkObjects? Objects, IReadOnlyList<SubmissionError> Errors) Plan(string version, params (string Key, string Value)[] conf) =>
        Plan(version, "local:///opt/spark/examples/jars/spark-examples.jar", conf);

    public static (SparkObjects? Objects, IReadOnlyList<SubmissionError> Errors) Plan(string version, string resource, params (string Key, string Value)[] conf)
    {
        string[] words =
        [
            "--master", "k8s://https://10.0.0.1:6443", "--deploy-mode", "cluster", "--name", "spark-pi", "--class", "org.apache.spark.examples.SparkPi",
            "--conf", "spark.kubernetes.container.image=apache/spark:test",
            .. conf.SelectMany(pair => (string[])["--conf", $"{pair.Key}={pair.Value}"]),
            resource,
        ];
        var (arguments, errors) = SparkSubmitCommandLine.Parse(words);
        return arguments is null ? (null, errors) : SparkSubmission.Plan(arguments, SparkReleases.For(version), SparkIdentity.Of(Identity));
    }

    public static SparkObjects Planned(string version, params (string Key, string Value)[] conf)
    {
        var (objects, errors) = Plan(version, conf);
        errors.Should().BeEmpty();
        return objects!;
    }

    public static Container SparkContainer(this Pod pod) => pod.Spec!.Containers![^1];

    public static string Data(this IEnumerable<Companion> companions, string key) =>
        companions.OfType<Companion.OfConfigMap>().Select(map => map.Object.Data!.GetValueOrDefault(key)).OfType<string>().Single();
}
