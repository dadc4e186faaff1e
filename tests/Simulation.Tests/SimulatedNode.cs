using System.Text.Json.Nodes;
using Simulation.Tests.Scenarios;
using Testing.Kubernetes;

namespace Simulation.Tests;

/// <summary>The kubelet, and what runs in its pods: drivers that make executors and end, Connect servers that make executors and stay.</summary>
internal sealed class SimulatedNode
{
    private readonly InMemoryCluster _api;
    private readonly Scenario _scenario;
    private readonly Dictionary<string, int> _age = [];

    // By application, and by driver.
    private readonly Dictionary<string, int> _drivers = [];
    private readonly Dictionary<string, int> _number = [];

    public SimulatedNode(InMemoryCluster api, Scenario scenario)
    {
        (_api, _scenario) = (api, scenario);
        api.Changed += (_, before, after, _) =>
        {
            if (before is null && after is not null && SimulatedCluster.Label(after, "spark-role") == "driver")
                Count(after);
        };
    }

    /// <summary>One second.</summary>
    public void Tick()
    {
        foreach (var pod in _api.All("pods"))
        {
            var role = SimulatedCluster.Label(pod, "spark-role");
            if (role == "driver")
                Drive(pod);
            else if (SimulatedCluster.Phase(pod) == "Pending")
                Start(pod, role);
        }
    }

    // One that goes before it runs is one of its attempts all the same.
    private void Count(JsonObject driver)
    {
        var application = SimulatedCluster.Owners(driver).First();
        _number[SimulatedCluster.Uid(driver)] = _drivers[application] = _drivers.GetValueOrDefault(application) + 1;
    }

    private void Drive(JsonObject driver)
    {
        var uid = SimulatedCluster.Uid(driver);
        var age = _age[uid] = _age.GetValueOrDefault(uid) + 1;
        switch (SimulatedCluster.Phase(driver))
        {
            case "Pending" when _scenario.Hangs(_number[uid]) != Hang.BeforeItRuns:
                SetPhase(driver, "Running", null);
                MakeExecutors(driver);
                break;
            case "Running" when age > _scenario.SecondsOfARun && _scenario.Hangs(_number[uid]) == Hang.No:
                var exit = _scenario.ExitOf(_number[uid]);
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
            _api.Put(SimulatedCluster.Collection("pods"), new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Pod",
                ["metadata"] = new JsonObject { ["name"] = $"{name[..name.LastIndexOf('-')]}-{uid[^4..]}-exec-{number}", ["labels"] = labels, ["ownerReferences"] = owners },
            });
        }
    }

    private void SetPhase(JsonObject pod, string phase, int? exit) => _api.Edit(pod, copy => copy["status"] = new JsonObject
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
