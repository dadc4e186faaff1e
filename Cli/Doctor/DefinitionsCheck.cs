using System.Text.Json.Nodes;
using Cli.Cluster;
using Kubernetes.Client.Manifests;
using Kubernetes.Client.Requests;

namespace Cli.Doctor;

/// <summary>Are our kinds defined, and as this program knows them?</summary>
internal static class DefinitionsCheck
{
    public static async Task<IReadOnlyList<CheckReport>> RunAsync(ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reports = new List<CheckReport>();
        foreach (var wanted in EmbeddedDefinitions.Read().SelectMany(file => ManifestReader.Read(file.Name, file.Text)))
            reports.Add(Judge(wanted, await cluster.FindAsync(KubernetesResources.CustomResourceDefinitions, wanted.Name!, cancellationToken)));
        return reports;
    }

    private static CheckReport Judge(Manifest wanted, JsonObject? installed)
    {
        var subject = $"definition {wanted.Name}";
        if (installed is null)
            return CheckReport.Problem(subject, "is not installed", "'sparkctl crds install' installs it");
        if (!EmbeddedDefinitions.IsEstablished(installed))
            return CheckReport.Problem(subject, $"is not served: {Conditions(installed)}", "mend what its conditions name, or install it anew with 'sparkctl crds install'");

        var missing = Versions(wanted.Object).Keys.Except(Versions(installed).Keys).ToList();
        if (missing.Count > 0)
            return CheckReport.Problem(subject, $"does not serve {string.Join(", ", missing)}", "'sparkctl crds install' brings it up to date");

        return Versions(wanted.Object).All(version => JsonNode.DeepEquals(version.Value, Versions(installed)[version.Key]))
            ? CheckReport.Ok(subject, "is installed, as this program knows it")
            : CheckReport.Warning(subject, "has another schema than this program: it is of another version, or another operator's", "'sparkctl crds install' brings it up to date; until then status fields of ours may be dropped");
    }

    private static Dictionary<string, JsonNode?> Versions(JsonObject definition) =>
        definition["spec"]?["versions"]?.AsArray().Where(version => version?["served"]?.GetValue<bool>() == true)
            .ToDictionary(version => version!["name"]!.GetValue<string>(), version => version!["schema"]?["openAPIV3Schema"], StringComparer.Ordinal) ?? [];

    private static string Conditions(JsonObject definition) =>
        string.Join("; ", definition["status"]?["conditions"]?.AsArray().Select(condition => $"{condition?["type"]} is {condition?["status"]}: {condition?["message"]}") ?? ["it has no conditions yet"]);
}
