using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkVersions;
using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary>Image, resources, names, labels and environment of an executor. Source: <c>BasicExecutorFeatureStep</c>.</summary>
internal static class BasicExecutor
{
    private const string ConfVolume = "spark-conf-volume-exec";
    private const int DefaultBlockManagerPort = 7079;
    private static readonly JsonElement NotResized = JsonDocument.Parse(
        """[{"resourceName":"cpu","restartPolicy":"NotRequired"},{"resourceName":"memory","restartPolicy":"NotRequired"}]""").RootElement;

    public static DriverDraft Apply(DriverDraft draft, ExecutorContext context)
    {
        var steps = context.Steps;
        var conf = steps.Conf;
        var cores = conf.Integer(SparkConfKeys.ExecutorCores) ?? 1;
        var memory = ExecutorMemory.Of(steps);
        var port = conf.RawInteger(SparkConfKeys.BlockManagerPort) ?? DefaultBlockManagerPort;

        var basic = draft with
        {
            Main = draft.Main with
            {
                Name = draft.Main.Name ?? "spark-kubernetes-executor",
                Image = PodImage.Of(steps, SparkConfKeys.ExecutorContainerImage),
                ImagePullPolicy = PodImage.PullPolicy(steps),
                Args = [.. draft.Main.Args.OrEmpty(), "executor"],
                Ports = port == 0 ? draft.Main.Ports : [.. draft.Main.Ports.OrEmpty(), new ContainerPort { Name = "blockmanager", ContainerPortNumber = port }],
                Env = [.. draft.Main.Env.OrEmpty(), .. ExecutorEnvironment.Of(context, cores, memory.HeapMiB)],
                Resources = PodResources.Of(draft.Main.Resources, steps, "executor", $"{memory.ContainerMiB}Mi", cores),
                SecurityContext = PodSecurity.Of(draft.Main.SecurityContext, steps, "executor"),
                Lifecycle = conf.Flag("spark.decommission.enabled") is true ? Decommission(conf.Text("spark.kubernetes.decommission.script")) : draft.Main.Lifecycle,
                Unmodelled = steps.Release.Has(SparkFeatures.ExecutorResizePolicy) ? Resized(draft.Main.Unmodelled) : draft.Main.Unmodelled,
            },
            Pod = draft.Pod with { Metadata = Metadata(draft.Pod.Metadata!, context), Spec = Specification(draft.Pod.Spec!, context) },
        };

        CheckCpu(basic.Main.Resources!, steps);
        CheckPrefix(context);
        return conf.Flag("spark.kubernetes.executor.disableConfigMap") is true
            ? basic
            : basic.WithVolume(
                new Volume { Name = ConfVolume, ConfigMap = ConfSource(context) },
                new VolumeMount { Name = ConfVolume, MountPath = "/opt/spark/conf" });
    }

    private static ConfigMapVolumeSource ConfSource(ExecutorContext context) => new()
    {
        Name = $"spark-exec-{context.Circumstances.ConfigMapId}-conf-map",
        Items = context.Objects.ConfFiles.Count == 0 ? null : [.. DriverAssembly.Items(context.Objects.ConfFiles)],
    };

    private static ObjectMeta Metadata(ObjectMeta template, ExecutorContext context) => template with
    {
        Name = context.PodName,
        OwnerReferences = [.. template.OwnerReferences.OrEmpty(), context.Driver],
        Annotations = Maps.Merge(template.Annotations, PodLabels.Annotations(context.Steps, "executor")),
        Labels = Maps.Merge(
            template.Labels,
            PodLabels.Custom(context.Steps, "executor", "spark-version", "spark-app-selector", "spark-app-name", "spark-role", "spark-exec-id", "spark-exec-resourceprofile-id")
                .Concat(PodLabels.Common(context.Steps, "executor"))
                .Concat([new("spark-exec-id", context.ExecutorId), new("spark-exec-resourceprofile-id", "0")])),
    };

    private static PodSpec Specification(PodSpec template, ExecutorContext context)
    {
        var conf = context.Steps.Conf;
        return template with
        {
            Hostname = Hostname(context.PodName),
            RestartPolicy = "Never",
            TerminationGracePeriodSeconds = context.Steps.Release.Has(SparkFeatures.ExecutorGracePeriod)
                ? GracePeriod.Seconds(context.Steps)
                : template.TerminationGracePeriodSeconds,
            NodeSelector = Maps.Merge(
                template.NodeSelector,
                conf.WithPrefix(SparkConfKeys.NodeSelectorPrefix).Concat(conf.WithPrefix(SparkConfKeys.ExecutorNodeSelectorPrefix))),
            ImagePullSecrets = Maps.NullIfEmpty([.. template.ImagePullSecrets.OrEmpty(), .. PodImage.PullSecrets(context.Steps)]),
            SchedulerName = conf.Text(SparkConfKeys.ExecutorSchedulerName) ?? conf.Text(SparkConfKeys.SchedulerName) ?? template.SchedulerName,
        };
    }

    // The last 63 characters, from the first one that may start a host name on.
    private static string Hostname(string podName)
    {
        const int limit = 63;
        var last = podName[Math.Max(0, podName.Length - limit)..];
        var start = last.TakeWhile(character => !char.IsAsciiLetterOrDigit(character) && character != '_').Count();
        return string.Concat(last[start..].Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' ? character : '_'));
    }

    private static JsonElement Decommission(string? script) => JsonDocument.Parse(new JsonObject
    {
        ["preStop"] = new JsonObject { ["exec"] = new JsonObject { ["command"] = new JsonArray(script ?? "/opt/decom.sh") } },
    }.ToJsonString()).RootElement;

    // Spark adds its two entries to those of a template, even when one of them is there already.
    private static Dictionary<string, JsonElement> Resized(Dictionary<string, JsonElement>? template)
    {
        const string member = "resizePolicy";
        var unmodelled = new Dictionary<string, JsonElement>(template ?? []);
        var own = unmodelled.TryGetValue(member, out var entries) && entries.ValueKind is JsonValueKind.Array ? entries.EnumerateArray() : default;
        var all = own.Concat(NotResized.EnumerateArray()).Select(entry => entry.GetRawText());
        unmodelled[member] = JsonDocument.Parse($"[{string.Join(',', all)}]").RootElement;
        return unmodelled;
    }

    private static void CheckCpu(ResourceRequirements resources, StepContext context)
    {
        const string key = SparkConfKeys.ExecutorLimitCores;
        if (context.Release.Has(SparkFeatures.ExecutorCpuLimitCheck)
            && context.Conf.Has(key)
            && resources.Limits!["cpu"].TryGetValue(out var limit)
            && resources.Requests!["cpu"].TryGetValue(out var request)
            && limit < request)
            context.Errors.Add(key, $"'{limit}' is less than the request of '{request}'.");
    }

    // A pod's name has 253 characters, and the number of the executor needs its share. Source: Config.KUBERNETES_EXECUTOR_POD_NAME_PREFIX.
    private static void CheckPrefix(ExecutorContext context)
    {
        const int limit = 237;
        if (context.PodNamePrefix.Length > limit)
            context.Steps.Errors.Add(SparkConfKeys.ExecutorPodNamePrefix, $"has {context.PodNamePrefix.Length} characters; {limit} are allowed. Give the application a shorter name.");
    }
}
