using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark.Submitting;

/// <summary>What is submitted: the command, its conf with everything that files add, and what the submitter is.</summary>
internal sealed record Submission(SubmitCommand Command, SparkConf Conf, string Version, string SubmitterUid, JsonObject? DriverTemplate, string? ExecutorTemplate)
{
    public string Namespace => Conf["spark.kubernetes.namespace"] ?? "default";

    public string Prefix => SparkIds.SubmissionPrefix(Conf["spark.app.name"] ?? "spark", SubmitterUid);

    public string DriverName => Conf["spark.kubernetes.driver.pod.name"] ?? $"{Prefix}-driver";

    public string ConfigMapName => SparkIds.DriverConfigMap(SubmitterUid);

    /// <summary>Longer names than a service may have are replaced.</summary>
    public string ServiceName => $"{Prefix}-driver-svc" is { Length: <= 63 } name ? name : SparkIds.LongService(SubmitterUid);

    public string TemplateMapName => $"{Prefix}-driver-podspec-conf-map";

    public string ResourceType => Command.Resource?.EndsWith(".py", StringComparison.Ordinal) is true ? "python"
        : Command.Resource?.EndsWith(".R", StringComparison.OrdinalIgnoreCase) is true ? "r" : "java";
}

/// <summary>What a submission creates: the driver's pod first, then what it owns, by collection.</summary>
internal sealed record DriverDraft(JsonObject Pod, ImmutableArray<(string Plural, JsonObject Object)> Companions);

/// <summary>
/// The objects of a submission, as <c>spark-submit</c> builds them for the settings that people use most: enough to run what a submitter Job submits,
/// not another implementation of all of Spark. Pure.
/// </summary>
internal static class DriverDrafts
{
    // Spark's own order; it decides the order of lists in the pod.
    private static readonly ImmutableArray<Action<PodBuild, Submission>> Steps =
    [
        DriverBasics.Apply,
        (build, _) => PodSecrets.Apply(build),
        (build, _) => PodVolumes.Apply(build),
        DriverCommand.Apply,
        DriverTemplates.Mount,
        (build, _) => PodLocalDirs.Apply(build),
        DriverProperties.Mount,
    ];

    public static DriverDraft Build(Submission submission)
    {
        var pod = submission.DriverTemplate?.Clone() ?? [];
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        var container = PodBuild.TakeContainer(pod.Ensure("spec"), submission.Conf["spark.kubernetes.driver.podTemplateContainerName"]);
        var conf = submission.Conf.With("spark.app.id", SparkIds.Application(submission.SubmitterUid));
        var build = new PodBuild(conf, submission.Version, "driver", $"{submission.Prefix}-driver", SparkIds.LocalDirectory(submission.SubmitterUid), pod, container);
        foreach (var step in Steps)
            step(build, submission);
        pod.Ensure("spec").EnsureList("containers").Add((JsonNode)container);

        return new DriverDraft(pod,
        [
            ("services", DriverBasics.Service(build, submission)),
            .. build.Claims.Select(claim => ("persistentvolumeclaims", claim)),
            .. DriverTemplates.Map(submission) is { } template ? [("configmaps", template)] : Array.Empty<(string, JsonObject)>(),
            ("configmaps", DriverProperties.Map(build, submission)),
        ]);
    }
}
