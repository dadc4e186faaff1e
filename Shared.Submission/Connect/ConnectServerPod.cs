using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkConnects;

namespace Shared.Submission.Connect;

/// <summary>The pod of a Connect server: the user's template, completed.</summary>
internal static class ConnectServerPod
{
    private const string AddressVariable = "POD_IP";
    private const string ForegroundVariable = "SPARK_NO_DAEMONIZE";

    // A shell, because Spark's script wants the pod's address in an option, which only an expansion can give it.
    private static readonly ImmutableArray<string> Shell = ["bash", "-c"];
    private static readonly JsonElement StopServer = Json("""{"preStop":{"exec":{"command":["bash","-c","${SPARK_HOME}/sbin/stop-connect-server.sh"]}}}""");

    public static Pod Of(SparkConnect connect, ObjectMeta metadata, string image, string arguments)
    {
        var (spec, template) = (connect.Spec!, connect.Spec!.Server?.Template);
        var pod = template?.Spec ?? new PodSpec();
        return new Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = metadata with
            {
                Name = ResourceNames.ConnectServer(connect.Metadata!.Name!),
                Labels = (template?.Metadata?.Labels).OrEmpty().Concat(LabelsOf(connect)).GroupBy(pair => pair.Key, pair => pair.Value)
                    .ToImmutableSortedDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal),
                Annotations = template?.Metadata?.Annotations,
            },
            Spec = pod with
            {
                Containers = Containers(pod, container => Complete(container, image, arguments, ConnectPort.Of(spec))),
                Volumes = [.. pod.Volumes.OrEmpty(), Template(connect)],
            },
        };
    }

    /// <summary>By which the Service finds the server.</summary>
    public static ImmutableSortedDictionary<string, string> LabelsOf(SparkConnect connect) => new Dictionary<string, string>
    {
        [Labels.LaunchedBySparkOperator] = Labels.True,
        [Labels.ConnectName] = connect.Metadata!.Name!,
        [Labels.SparkRole] = SparkRoles.ConnectServer,
        [Labels.SparkVersion] = connect.Spec!.SparkVersion ?? "",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The container of that name, or else the first; null when there is none.</summary>
    public static Container? Chosen(PodTemplateSpec? template, string name)
    {
        var containers = (template?.Spec?.Containers).OrEmpty();
        return containers.FirstOrDefault(container => container.Name == name) ?? (containers.Count > 0 ? containers[0] : null);
    }

    private static ImmutableArray<Container> Containers(PodSpec pod, Func<Container, Container> complete)
    {
        var containers = pod.Containers.OrEmpty().ToList();
        var index = containers.FindIndex(container => container.Name == ContainerNames.Driver);
        if (containers.Count == 0)
            containers.Add(new Container { Name = ContainerNames.Driver });
        containers[Math.Max(index, 0)] = complete(containers[Math.Max(index, 0)]);
        return [.. containers];
    }

    private static Container Complete(Container container, string image, string arguments, int port) => container with
    {
        Image = image,
        Command = Shell,
        Args = [arguments],
        Env =
        [
            .. container.Env.OrEmpty(),
            new EnvVar { Name = AddressVariable, ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = "status.podIP" } } },
            new EnvVar { Name = ForegroundVariable, Value = "true" },
        ],
        VolumeMounts =
        [
            .. container.VolumeMounts.OrEmpty(),
            new VolumeMount
            {
                Name = MountedFiles.ConnectConfVolume,
                MountPath = $"{MountedFiles.ConnectTemplateDir}/{MountedFiles.ConnectExecutorTemplate}",
                SubPath = MountedFiles.ConnectExecutorTemplate,
                ReadOnly = true,
            },
        ],
        StartupProbe = container.StartupProbe ?? Probe(port, "\"initialDelaySeconds\":5,\"periodSeconds\":10,\"timeoutSeconds\":1,\"failureThreshold\":30"),
        ReadinessProbe = container.ReadinessProbe ?? Probe(port, "\"periodSeconds\":10,\"timeoutSeconds\":1,\"failureThreshold\":3"),
        Lifecycle = StopServer,
    };

    private static Volume Template(SparkConnect connect) => new()
    {
        Name = MountedFiles.ConnectConfVolume,
        ConfigMap = new ConfigMapVolumeSource
        {
            Name = ResourceNames.ConnectConfigMap(connect.Metadata!.Name!),
            Items = [new KeyToPath { Key = MountedFiles.ConnectExecutorTemplate, Path = MountedFiles.ConnectExecutorTemplate }],
        },
    };

    private static JsonElement Probe(int port, string timing) => Json(string.Create(CultureInfo.InvariantCulture, $"{{\"tcpSocket\":{{\"port\":{port}}},{timing}}}"));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
