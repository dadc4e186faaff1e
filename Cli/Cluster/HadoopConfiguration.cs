using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Cli.Cluster;

/// <summary>Puts the files of <c>HADOOP_CONF_DIR</c> into a ConfigMap of the application.</summary>
internal static class HadoopConfiguration
{
    /// <summary>What the API server accepts in one ConfigMap. Unit: bytes.</summary>
    private const long MostBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="application">Gets <c>spec.hadoopConfigMap</c>.</param>
    /// <param name="folder">Its regular files; folders in it are left out.</param>
    public static async Task AddAsync(JsonObject application, string folder, ClusterAccess cluster, CancellationToken cancellationToken)
    {
        var name = $"{application["metadata"]?["name"]}-hadoop-config";
        var body = JsonBytes.Of(ConfigMap(name, folder));
        try
        {
            await cluster.Api.SendAsync(ApiRequests.Delete(KubernetesResources.ConfigMaps, cluster.Namespace, name), cancellationToken);
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            // There is none from an earlier time.
        }

        await cluster.Api.SendAsync(ApiRequests.Create(KubernetesResources.ConfigMaps, cluster.Namespace, body), cancellationToken);
        application["spec"]!["hadoopConfigMap"] = name;
    }

    private static JsonObject ConfigMap(string name, string folder)
    {
        if (!Directory.Exists(folder))
            throw CliException.Usage($"{folder} is not a directory; HADOOP_CONF_DIR must name the folder of Hadoop's configuration files, or be unset.");

        var files = new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw CliException.Usage($"no Hadoop configuration file found in {folder}.");
        if (files.Sum(file => file.Length) > MostBytes)
            throw CliException.Usage($"the files in {folder} are larger than the 1 MiB that a ConfigMap can hold; leave only what Hadoop needs in it.");

        var (data, binary) = (new JsonObject(), new JsonObject());
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file.FullName);
            if (Text(bytes) is { } text)
                data[file.Name] = text;
            else
                binary[file.Name] = Convert.ToBase64String(bytes);
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["data"] = data,
            ["binaryData"] = binary,
        };
    }

    private static string? Text(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
