using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkConnects;

namespace Shared.Submission.Connect;

/// <summary>Who may reach a Connect server: its executors, and pods of the namespace that carry the clients' label.</summary>
internal static class ConnectNetworkPolicy
{
    public static KubernetesObject Of(SparkConnect connect, ObjectMeta common)
    {
        var name = connect.Metadata!.Name!;
        var spec = new JsonObject
        {
            ["podSelector"] = Pods(new() { [Labels.ConnectName] = name, [Labels.SparkRole] = SparkRoles.ConnectServer }),
            ["policyTypes"] = new JsonArray("Ingress"),
            ["ingress"] = new JsonArray(
                Rule(new() { [Labels.ConnectClient] = name }, ConnectPort.Of(connect.Spec!), Ports.WebUI),
                Rule(new() { [Labels.ConnectName] = name, [Labels.SparkRole] = SparkRoles.Executor }, Ports.DriverRpc, Ports.BlockManager)),
        };
        using var document = JsonDocument.Parse(spec.ToJsonString());
        return new KubernetesObject
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "NetworkPolicy",
            Metadata = common with { Name = ResourceNames.ConnectNetworkPolicy(name) },
            Spec = document.RootElement.Clone(),
        };
    }

    private static JsonObject Rule(JsonObject labels, params IEnumerable<int> ports) => new()
    {
        ["from"] = new JsonArray(new JsonObject { ["podSelector"] = Pods(labels) }),
        ["ports"] = new JsonArray([.. ports.Select(port => new JsonObject { ["protocol"] = "TCP", ["port"] = port })]),
    };

    private static JsonObject Pods(JsonObject labels) => new() { ["matchLabels"] = labels };
}
