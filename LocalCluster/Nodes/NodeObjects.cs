using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes;

/// <summary>The simulated nodes as API objects: <c>node-1</c>, <c>node-2</c> ... each with 16 CPUs, 64 GiB and room for 110 pods.</summary>
internal static class NodeObjects
{
    public static string Name(int number) => $"node-{number}";

    public static string Ip(int number) => $"10.2.{number / 250}.{(number % 250) + 1}";

    public static JsonObject Build(int number, DateTimeOffset now)
    {
        var name = Name(number);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject
                {
                    ["kubernetes.io/hostname"] = name,
                    ["kubernetes.io/os"] = "linux",
                    ["kubernetes.io/arch"] = "amd64",
                    ["local.cluster/simulated"] = "true",
                },
            },
            ["spec"] = new JsonObject { ["providerID"] = $"local://{name}" },
            ["status"] = Status(name, Ip(number), now),
        };
    }

    private static JsonObject Status(string name, string ip, DateTimeOffset now) => new()
    {
        ["capacity"] = Capacity(),
        ["allocatable"] = Capacity(),
        ["conditions"] = new JsonArray(
            Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", now),
            Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", now),
            Condition("PIDPressure", "False", "KubeletHasSufficientPID", now),
            Condition("Ready", "True", "KubeletReady", now)),
        ["addresses"] = new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = ip },
            new JsonObject { ["type"] = "Hostname", ["address"] = name }),
        ["nodeInfo"] = new JsonObject
        {
            ["architecture"] = "amd64",
            ["bootID"] = "",
            ["containerRuntimeVersion"] = "simulated://1",
            ["kernelVersion"] = "simulated",
            ["kubeProxyVersion"] = "",
            ["kubeletVersion"] = "v1.35.4",
            ["machineID"] = "",
            ["operatingSystem"] = "linux",
            ["osImage"] = "simulated node",
            ["systemUUID"] = "",
        },
    };

    private static JsonObject Capacity() => new() { ["cpu"] = "16", ["memory"] = "64Gi", ["ephemeral-storage"] = "100Gi", ["pods"] = "110" };

    private static JsonObject Condition(string type, string status, string reason, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["lastHeartbeatTime"] = Times.Seconds(now),
        ["lastTransitionTime"] = Times.Seconds(now),
        ["reason"] = reason,
        ["message"] = "simulated",
    };
}
