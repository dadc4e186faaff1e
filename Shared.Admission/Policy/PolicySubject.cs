using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;

namespace Shared.Admission.Policy;

/// <summary>What is judged: what an author wrote, and what would really run.</summary>
/// <param name="Written">With its defaults.</param>
/// <param name="Pods">The driver, or the server, and the first executor, complete.</param>
/// <param name="Properties">What Spark reads there.</param>
public sealed record PolicySubject(WrittenSettings Written, IReadOnlyList<JudgedPod> Pods, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>What the namespace holds beside it; null where nobody counts.</summary>
    public NamespaceLoad? Load { get; init; }
}

/// <summary>A pod that would run. It is looked at as JSON, so that what our types do not know is seen too.</summary>
public sealed class JudgedPod
{
    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    private readonly bool _hasFields;

    private JudgedPod(string role, Pod pod, bool hasFields)
    {
        (Role, _hasFields) = (role, hasFields);
        Spec = ContractsJson.ToNode(pod)["spec"] as JsonObject ?? [];
    }

    /// <summary>One whose author has a field for each thing.</summary>
    public static JudgedPod OfFields(string role, Pod pod) => new(role, pod, hasFields: true);

    /// <summary>One that its author can write in a template alone.</summary>
    public static JudgedPod OfTemplate(string role, Pod pod) => new(role, pod, hasFields: false);

    /// <summary>As its author calls it: <c>driver</c>, <c>server</c> or <c>executor</c>.</summary>
    public string Role { get; }

    public bool IsExecutor => Role == SparkRoles.Executor;

    /// <summary>Where the author configures it: <c>spec.driver</c>.</summary>
    public string Path => $"spec.{Role}";

    public string ServiceAccountPath => _hasFields ? $"{Path}.serviceAccount" : $"{Path}.template.spec.serviceAccountName";

    public string PriorityClassPath => $"{Members}.priorityClassName";

    public string TolerationsPath => $"{Members}.tolerations";

    private string Members => _hasFields ? Path : $"{Path}.template.spec";

    public JsonObject Spec { get; }

    /// <summary>As whom it runs.</summary>
    public string ServiceAccount => Spec["serviceAccountName"].Text() ?? Spec["serviceAccount"].Text() ?? "default";

    /// <summary>Init containers first.</summary>
    public IEnumerable<JsonObject> Containers => ContainerLists.SelectMany(list => Spec[list].Items().OfType<JsonObject>());

    public IEnumerable<JsonObject> Volumes => Spec["volumes"].Items().OfType<JsonObject>();
}
