using System.Text.Json.Nodes;
using Testing;
using Testing.Comparison;

namespace EndToEnd.Tests.Clusters;

/// <summary>
/// A component of the operator as its image runs in the pod that the chart makes for the whole cluster: with the arguments, the variables, the service account
/// and the mounts of that pod, a root that is read-only, and no way to the cluster but the one that a pod has.
/// </summary>
/// <param name="Program">As <c>scripts/run-as-image.sh</c> knows it.</param>
/// <param name="Account">Its Deployment, and its service account.</param>
internal sealed record OperatorImage(string Program, string Account)
{
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    // Anybody's, as an emptyDir is, and readable to anybody, as a token of a pod with fsGroup is.
    private const UnixFileMode Everything = (UnixFileMode)0b111_111_111;

    public static readonly OperatorImage Controller = new("Controller", ShippedRights.Controller);
    public static readonly OperatorImage Webhook = new("Webhook", ShippedRights.Webhook);

    /// <summary>The documents of the overlay that are no rights.</summary>
    public static IEnumerable<JsonObject> Documents() =>
        YamlText.Documents(File.ReadAllText(Repository.PathTo("kustomize", "overlays", "cluster", "operator.yaml"))).OfType<JsonObject>();

    /// <param name="cluster">That it serves.</param>
    /// <param name="rights">Installed there.</param>
    /// <param name="folder">For what is mounted.</param>
    /// <param name="last">Arguments behind those of the chart: addresses that nobody else on this machine has.</param>
    public async Task<ProgramUnderTest> StartAsync(LocalClusterProcess cluster, ShippedRights rights, DirectoryInfo folder, params string[] last)
    {
        var config = YamlText.Documents(await File.ReadAllTextAsync(await rights.KubeConfigAsync(Account, folder))).First()!;
        var server = config["clusters"]![0]!["cluster"]!;
        var address = new Uri((string)server["server"]!);
        var token = Folder(folder, "token");
        await File.WriteAllTextAsync(Path.Combine(token, "token"), (string)config["users"]![0]!["user"]!["token"]!);
        await File.WriteAllBytesAsync(Path.Combine(token, "ca.crt"), Convert.FromBase64String((string)server["certificate-authority-data"]!));
        await File.WriteAllTextAsync(Path.Combine(token, "namespace"), ShippedRights.Namespace);

        var container = Documents().Single(one => (string)one["kind"]! == "Deployment" && (string)one["metadata"]!["name"]! == Account)["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var writable = container["volumeMounts"]!.AsArray().SelectMany(mount => new[] { "--writable", $"{Folder(folder, (string)mount!["name"]!)}:{mount["mountPath"]}" });
        return ProgramUnderTest.StartTool(
            Repository.PathTo("scripts", "run-as-image.sh"),
            [
                Environment.GetEnvironmentVariable("E2E_PUBLISHED")!, Program, .. writable, "--mount", $"{token}:{TokenPath}",
                .. container["args"]!.AsArray().Select(argument => (string)argument!), .. last,
            ],
            new Dictionary<string, string> { ["KUBERNETES_SERVICE_HOST"] = address.Host, ["KUBERNETES_SERVICE_PORT"] = $"{address.Port}" });
    }

    private string Folder(DirectoryInfo parent, string name)
    {
        var folder = parent.CreateSubdirectory($"{Program}-{name}").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Everything);
        return folder;
    }
}
