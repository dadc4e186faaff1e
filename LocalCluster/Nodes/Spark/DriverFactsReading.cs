using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;

namespace LocalCluster.Nodes.Spark;

/// <summary>What a driver reads before it begins: its conf, from a mounted file or its command line, and the executor pod template.</summary>
internal static class DriverFactsReading
{
    /// <summary>Null when something is not there; the log says what.</summary>
    public static async Task<SparkApplicationFacts?> ReadAsync(IClusterApi api, ContainerRun run, CancellationToken kill)
    {
        var uid = run.Pod.TextAt("metadata", "uid") ?? "";
        if ((ConnectServer.IsIn(run.Container) ? ConnectServer.Conf(run.Container, run.PodIp, uid) : await ConfAsync(api, run, kill)) is not { } conf)
            return null;

        JsonObject? template = null;
        if (conf["spark.kubernetes.executor.podTemplateFile"] is { } templatePath)
        {
            template = ParseTemplate(await MountedFiles.ReadAsync(api, run.Pod, run.Container, templatePath, kill));
            if (template is null)
            {
                run.Print($"ERROR SparkContext: Could not load pod from template file {templatePath}.");
                return null;
            }
        }

        var pod = run.Pod.Clone();
        pod.Ensure("status")["podIP"] = run.PodIp;
        return new SparkApplicationFacts(conf, pod, template, SparkIds.ExecutorPrefix(conf, uid), SparkIds.ExecutorConfigMap(uid), SparkIds.LocalDirectory(uid));
    }

    private static async Task<SparkConf?> ConfAsync(IClusterApi api, ContainerRun run, CancellationToken kill)
    {
        var arguments = run.Container.ListAt("args").Texts().ToList();
        var place = arguments.IndexOf("--properties-file");
        var path = place >= 0 && place + 1 < arguments.Count ? arguments[place + 1] : "/opt/spark/conf/spark.properties";
        if (await MountedFiles.ReadAsync(api, run.Pod, run.Container, path, kill) is { } properties)
            return SparkConf.Parse(properties);
        run.Print($"ERROR SparkSubmit: properties file {path} is in no ConfigMap that is mounted into this container.");
        return null;
    }

    // A template of nothing is a template all the same.
    private static JsonObject? ParseTemplate(string? text)
    {
        try
        {
            return text is null ? null : YamlReading.Parse(text) is var parsed && parsed is null ? [] : parsed as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
