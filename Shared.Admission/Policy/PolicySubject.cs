using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Policy;

/// <summary>What is judged: an application as its author wrote it, and what would really run.</summary>
/// <param name="Application">With its defaults.</param>
/// <param name="Pods">The driver and the first executor, complete.</param>
/// <param name="Properties">What the driver reads from its properties file.</param>
public sealed record PolicySubject(SparkApplication Application, IReadOnlyList<JudgedPod> Pods, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>What the namespace holds beside it; null where nobody counts.</summary>
    public NamespaceLoad? Load { get; init; }

    public SparkApplicationSpec Spec => Application.Spec ?? new SparkApplicationSpec();
}

/// <summary>A pod that would run. It is looked at as JSON, so that what our types do not know is seen too.</summary>
public sealed class JudgedPod
{
    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    public JudgedPod(string role, Pod pod)
    {
        Role = role;
        Spec = ContractsJson.ToNode(pod)["spec"] as JsonObject ?? [];
    }

    /// <summary><c>driver</c> or <c>executor</c>.</summary>
    public string Role { get; }

    /// <summary>Where the author configures it: <c>spec.driver</c>.</summary>
    public string Path => $"spec.{Role}";

    public JsonObject Spec { get; }

    /// <summary>As whom it runs.</summary>
    public string ServiceAccount => (string?)Spec["serviceAccountName"] ?? (string?)Spec["serviceAccount"] ?? "default";

    /// <summary>Init containers first.</summary>
    public IEnumerable<JsonObject> Containers => ContainerLists.SelectMany(list => (Spec[list] as JsonArray ?? []).OfType<JsonObject>());

    public IEnumerable<JsonObject> Volumes => (Spec["volumes"] as JsonArray ?? []).OfType<JsonObject>();
}
