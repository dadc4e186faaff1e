using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with pods that are yet to be made.</summary>
internal static class PodTemplateValidation
{
    public static IEnumerable<Cause> Of(JsonObject template, string path)
    {
        foreach (var cause in SelectorValidation.Labels($"{path}.labels", template.ObjectAt("metadata", "labels"))
            .Concat(MetadataValidation.Annotations(template.ObjectAt("metadata", "annotations") ?? [], $"{path}.annotations"))
            .Concat(PodSpecValidation.Of(template.ObjectAt("spec") ?? [], $"{path}.spec")))
            yield return cause;
        if (template.ListAt("spec", "ephemeralContainers") is { Count: > 0 })
            yield return Cause.Forbidden($"{path}.spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
    }
}
