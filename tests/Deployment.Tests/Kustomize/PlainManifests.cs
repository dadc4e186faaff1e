using System.Text;
using System.Text.Json.Nodes;
using Testing.Charts;
using Testing.Comparison;

namespace Deployment.Tests.Kustomize;

/// <summary>Manifests for those who do not use helm: what the chart renders, without the labels that are helm's own.</summary>
/// <param name="Overlay">The folder in <c>kustomize/overlays</c>.</param>
/// <param name="Values">Of the chart.</param>
internal sealed record PlainManifests(string Overlay, string Namespace, string Values)
{
    public static readonly IReadOnlyList<PlainManifests> All =
    [
        new("cluster", "spark-operator", """{"spark": {"jobNamespaces": [""]}}"""),
        new("namespaces", "spark-operator", """{"spark": {"jobNamespaces": ["default"]}}"""),
        new("single-namespace", "spark", """{"spark": {"jobNamespaces": ["spark"]}, "rbac": {"clusterScoped": false}, "webhook": {"enable": false}}"""),
        new("cert-manager", "spark-operator", """{"spark": {"jobNamespaces": [""]}, "certManager": {"enable": true, "checkCapabilities": false}}"""),
    ];

    private const string Separator = "---\n";

    public RenderedChart Render() => ChartRenderer.Render(new ChartRelease { Namespace = Namespace, Values = JsonNode.Parse(Values)!.AsObject() });

    /// <summary>The documents whose kind fulfils the condition, as text, so that the reasons beside the rules stay.</summary>
    public static string Text(RenderedChart rendered, Func<string, bool> isWanted)
    {
        var text = new StringBuilder($"# Made from the chart: {GeneratedFile.Command}\n");
        foreach (var document in rendered.Files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => file.Value.Split('\n' + Separator)))
        {
            if (YamlText.Documents(document).FirstOrDefault() is JsonObject one && !IsTest(one) && isWanted(RenderedChart.Kind(one)))
                text.Append(Separator).Append(WithoutHelm(document)).Append('\n');
        }

        return text.ToString();
    }

    public static bool IsRight(string kind) => kind.Contains("Role", StringComparison.Ordinal);

    private static bool IsTest(JsonObject one) => one["metadata"]!["annotations"]?["helm.sh/hook"] is not null;

    private static string WithoutHelm(string document) => string.Join('\n', document.Split('\n')
        .Where(line => line.Trim().Length > 0 && line.Trim() != "---" && !line.Contains("helm.sh/chart:", StringComparison.Ordinal))
        .Select(line => line.Replace("app.kubernetes.io/managed-by: Helm", "app.kubernetes.io/managed-by: kustomize", StringComparison.Ordinal)));
}
