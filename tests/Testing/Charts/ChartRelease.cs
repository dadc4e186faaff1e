using System.Text.Json.Nodes;

namespace Testing.Charts;

/// <summary>What <c>helm install</c> is given.</summary>
public sealed record ChartRelease
{
    public string Name { get; init; } = "spark-operator";

    public string Namespace { get; init; } = "spark-operator";

    public string KubernetesVersion { get; init; } = "v1.35.0";

    /// <summary>What the cluster serves beside the built-in APIs, such as <c>cert-manager.io/v1/Certificate</c>.</summary>
    public IReadOnlyList<string> ApiVersions { get; init; } = [];

    /// <summary>The user's values file.</summary>
    public JsonObject Values { get; init; } = [];
}

/// <summary>What rendering gave: objects, or the message why there are none.</summary>
/// <param name="Objects">In the order of the templates.</param>
/// <param name="Files">The text that each template gave, by its path.</param>
/// <param name="Notes">What helm prints after an installation.</param>
public sealed record RenderedChart(IReadOnlyList<JsonObject> Objects, IReadOnlyDictionary<string, string> Files, string Notes, string? Error)
{
    public JsonObject Single(string kind, string name, string? @namespace = null) =>
        Objects.Single(one => Kind(one) == kind && NameOf(one) == name && (@namespace is null || NamespaceOf(one) == @namespace));

    public IEnumerable<JsonObject> OfKind(string kind) => Objects.Where(one => Kind(one) == kind);

    public static string Kind(JsonObject one) => (string)one["kind"]!;

    public static string NameOf(JsonObject one) => (string)one["metadata"]!["name"]!;

    public static string? NamespaceOf(JsonObject one) => (string?)one["metadata"]!["namespace"];
}
