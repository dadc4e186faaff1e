using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;

namespace Shared.Submission.Steps;

/// <summary>Only pods of the same application may call its executors. Source: <c>NetworkPolicyFeatureStep</c>, from Spark 4.2.</summary>
internal static class ExecutorNetworkPolicy
{
    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        var application = context.Identity.ApplicationId;
        var specification = new JsonObject
        {
            ["podSelector"] = Labels(new JsonObject { ["spark-app-selector"] = application, ["spark-role"] = "executor" }),
            ["ingress"] = new JsonArray(new JsonObject
            {
                ["from"] = new JsonArray(new JsonObject { ["podSelector"] = Labels(new JsonObject { ["spark-app-selector"] = application }) }),
            }),
        };

        return draft.WithCompanion(new Companion.OfOther(
            new KubernetesObject
            {
                ApiVersion = "networking.k8s.io/v1",
                Kind = "NetworkPolicy",
                Metadata = new ObjectMeta
                {
                    Name = context.Names.NetworkPolicy,
                    Namespace = context.Namespace,
                    Labels = new Dictionary<string, string> { ["spark-app-selector"] = application },
                },
                Spec = JsonDocument.Parse(specification.ToJsonString()).RootElement,
            },
            "networkpolicies"));
    }

    private static JsonObject Labels(JsonObject labels) => new() { ["matchLabels"] = labels };
}
