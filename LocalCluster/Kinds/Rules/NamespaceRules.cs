using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class NamespaceRules
{
    public static readonly KindRules Rules = new()
    {
        // Everybody may select a namespace by its name.
        Default = o =>
        {
            if (o.TextAt("metadata", "name") is { Length: > 0 } name)
                o.Ensure("metadata").Ensure("labels")["kubernetes.io/metadata.name"] = name;
        },
        PrepareCreate = (o, _) =>
        {
            // Its own finalizer, after those that are wanted.
            var wanted = o.ListAt("spec", "finalizers").Texts().ToList();
            o.Ensure("spec")["finalizers"] = new JsonArray([.. wanted.Contains("kubernetes") ? wanted : wanted.Append("kubernetes")]);
            o["status"] = new JsonObject { ["phase"] = "Active" };
        },
        PrepareUpdate = (old, o) =>
        {
            o["spec"] = old["spec"]?.DeepClone();
            StatusRules.Keep(old, o);
        },
        Fields = [new("status.phase")],
        DeleteAnswersObject = true,
    };
}
