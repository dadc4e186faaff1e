using System.Text.Json.Nodes;
using Simulation.Tests.Scenarios;
using Testing.Kubernetes;

namespace Simulation.Tests;

/// <summary>The kubelet, and what runs in its pods: drivers that make executors and end, Connect servers that make executors and stay.</summary>
internal sealed class SimulatedNode(InMemoryCluster api, Scenario scenario)
{
    private readonly Dictionary<string, int> _age = [];
    private readonly Dictionary<string, int> _runs = [];

    /// <summary>One second.</summary>
    public void Tick()
    {
        foreach (var pod in api.All("pods"))
        {
            var role = SimulatedCluster.Label(pod, "spark-role");
            if (role == "driver")
                Drive(pod);
            else if (SimulatedCluster.Phase(pod) == "Pending")
                Start(pod, role);
        }
    }

    private void Drive(JsonObject driver)
    {
        var uid = SimulatedCluster.Uid(driver);
        var application = SimulatedCluster.Owners(driver).First();
        var age = _age[uid] = _age.GetValueOrDefault(uid) + 1;
        switch (SimulatedCluster.Phase(driver))
        {
            case "Pending":
                _runs[application] = _runs.GetValueOrDefault(application) + 1;
                SetPhase(driver, "Running", null);
                MakeExecutors(driver);
                break;
            case "Running" when age > scenario.SecondsOfARun:
                var exit = scenario.ExitOf(_runs[application]);
                SetPhase(driver, exit == 0 ? "Succeeded" : "Failed", exit);
                break;
        }
    }

    private void Start(JsonObject pod, string? role)
    {
        SetPhase(pod, "Running", null);
        if (role == "connect-server")
            MakeExecutors(pod);
    }

    // Of an application they have two owners, as Spark and the template of this API give them: deleting the driver alone does not take them away.
    private void MakeExecutors(JsonObject parent)
    {
        var (name, uid, isDriver) = (SimulatedCluster.NameOf(parent), SimulatedCluster.Uid(parent), SimulatedCluster.Label(parent, "spark-role") == "driver");
        for (var number = 1; number <= 2; number++)
        {
            var labels = (JsonObject)parent["metadata"]!["labels"]!.DeepClone();
            labels["spark-role"] = "executor";
            var owners = isDriver ? (JsonArray)parent["metadata"]!["ownerReferences"]!.DeepClone() : [];
            owners.Add((JsonNode)new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["name"] = name, ["uid"] = uid, ["controller"] = true });
            api.Put(SimulatedCluster.Collection("pods"), new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Pod",
                ["metadata"] = new JsonObject { ["name"] = $"{name[..name.LastIndexOf('-')]}-{uid[^4..]}-exec-{number}", ["labels"] = labels, ["ownerReferences"] = owners },
            });
        }
    }

    private void SetPhase(JsonObject pod, string phase, int? exit) => api.Edit(pod, copy => copy["status"] = new JsonObject
    {
        ["phase"] = phase,
        ["podIP"] = "10.0.0.1",
        ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = phase == "Running" ? "True" : "False" }),
        ["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = SimulatedCluster.Label(pod, "spark-role") == "executor" ? "spark-kubernetes-executor" : "spark-kubernetes-driver",
            ["state"] = exit is { } code
                ? new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = code, ["reason"] = code == 0 ? "Completed" : "Error" } }
                : new JsonObject { ["running"] = new JsonObject() },
        }),
    });
}
