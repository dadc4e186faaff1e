using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Shared.Submission.Rendering;

/// <summary>Pod templates as YAML.</summary>
internal static class KubernetesYaml
{
    /// <summary>Block style, keys sorted, as the operator's own templates are written.</summary>
    public static string Write(Pod pod) => YamlWriter.Write(ContractsJson.ToNode(pod));

    public static bool TryReadPod(string text, out Pod pod, out string problem)
    {
        pod = new Pod();
        if (!YamlReader.TryRead(text, out var node, out problem))
            return false;

        if (node is not JsonObject document)
        {
            problem = "it holds no object.";
            return false;
        }

        if (document["kind"] is { } kind && kind.ToString() is not "Pod")
        {
            problem = $"its kind is '{kind}', not Pod.";
            return false;
        }

        // An empty list is a template with no container of its own; null is a broken one, for Spark as well.
        if (document["spec"] is JsonObject spec && spec.TryGetPropertyValue("containers", out var containers) && containers is null)
        {
            problem = "spec.containers is null; write a list, which may be empty.";
            return false;
        }

        try
        {
            pod = ContractsJson.Deserialize<Pod>(TemplateText.Coerce(document));
            return true;
        }
        catch (ContractsJsonException exception)
        {
            problem = exception.Message;
            return false;
        }
    }
}
