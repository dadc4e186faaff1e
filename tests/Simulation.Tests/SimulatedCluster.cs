using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>An API server in memory with kubelets, a garbage collector, Spark drivers that make executors, and a user.</summary>
public sealed class SimulatedCluster
{
    public const string Namespace = "spark";
    public const string Name = "pi";
    private const string Applications = $"/apis/sparkoperator.k8s.io/v1beta2/namespaces/{Namespace}/sparkapplications";
    private const string Pods = $"/api/v1/namespaces/{Namespace}/pods";
    private const int SecondsOfARun = 5;

    private readonly Scenario _scenario;
    private readonly Dictionary<string, int> _age = [];
    private int _refused;
    private int _runs;

    public SimulatedCluster(Scenario scenario, ManualTimeProvider clock)
    {
        _scenario = scenario;
        Api = new InMemoryCluster(clock);
        Create();
    }

    public InMemoryCluster Api { get; }

    public JsonObject? Application => Api.Find("sparkapplications", Name);

    /// <summary>The quota of the scenario, asked before a driver is stored.</summary>
    public void Admit(ApiRequest request)
    {
        if (request.Method == "POST" && request.Path == Pods && _refused < _scenario.RefusedSubmissions)
        {
            _refused++;
            throw FakeKubernetesApi.Refusal(request, 403, "Forbidden", $"pods \"{Name}-driver\" is forbidden: exceeded quota: none");
        }
    }

    public void EditSpec(Action<JsonObject> edit) => Api.Edit(Application!, application => edit((JsonObject)application["spec"]!));

    public void DeleteAndCreateAgain()
    {
        Api.Remove(Application!);
        Create();
    }

    public void DeleteDriver()
    {
        if (Api.Find("pods", $"{Name}-driver") is { } driver)
            Api.Remove(driver);
    }

    /// <summary>One second of everybody but the controller.</summary>
    public void Tick()
    {
        foreach (var pod in Api.All("pods"))
        {
            if (pod["metadata"]!["deletionTimestamp"] is not null || IsOrphan(pod))
                Api.Remove(pod);
            else if (Label(pod, "spark-role") == "driver")
                Drive(pod);
            else if (Phase(pod) == "Pending")
                SetPhase(pod, "Running", null);
        }

        foreach (var companion in Api.All("configmaps").Concat(Api.All("services")).Where(IsOrphan).ToList())
            Api.Remove(companion);
    }

    public static string? Label(JsonObject item, string key) => (string?)item["metadata"]?["labels"]?[key];

    public static string? Phase(JsonObject pod) => (string?)pod["status"]?["phase"];

    public static IEnumerable<string> Owners(JsonObject item) =>
        (item["metadata"]?["ownerReferences"] as JsonArray ?? []).Select(owner => (string)owner!["uid"]!);

    private void Drive(JsonObject driver)
    {
        var uid = (string)driver["metadata"]!["uid"]!;
        var age = _age[uid] = _age.GetValueOrDefault(uid) + 1;
        switch (Phase(driver))
        {
            case "Pending":
                _runs++;
                SetPhase(driver, "Running", null);
                MakeExecutors(driver, uid);
                break;
            case "Running" when age > SecondsOfARun:
                var exit = _scenario.ExitOf(_runs);
                SetPhase(driver, exit == 0 ? "Succeeded" : "Failed", exit);
                break;
        }
    }

    // Two owners, as Spark and the template of this API give them: deleting the driver alone does not take them away.
    private void MakeExecutors(JsonObject driver, string uid)
    {
        for (var number = 1; number <= 2; number++)
        {
            var labels = (JsonObject)driver["metadata"]!["labels"]!.DeepClone();
            labels["spark-role"] = "executor";
            var owners = (JsonArray)driver["metadata"]!["ownerReferences"]!.DeepClone();
            owners.Add((JsonNode)new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["name"] = $"{Name}-driver", ["uid"] = uid, ["controller"] = true });
            Api.Put(Pods, new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Pod",
                ["metadata"] = new JsonObject { ["name"] = $"{Name}-{uid[^4..]}-exec-{number}", ["labels"] = labels, ["ownerReferences"] = owners },
            });
        }
    }

    private void SetPhase(JsonObject pod, string phase, int? exit) => Api.Edit(pod, copy => copy["status"] = new JsonObject
    {
        ["phase"] = phase,
        ["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = $"spark-kubernetes-{Label(pod, "spark-role")}",
            ["state"] = exit is { } code
                ? new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = code, ["reason"] = code == 0 ? "Completed" : "Error" } }
                : new JsonObject { ["running"] = new JsonObject() },
        }),
    });

    // The garbage collector: when every owner is gone.
    private bool IsOrphan(JsonObject item)
    {
        var owners = Owners(item).ToList();
        return owners.Count > 0 && !owners.Exists(uid =>
            Api.All("sparkapplications").Concat(Api.All("pods")).Any(other => (string?)other["metadata"]!["uid"] == uid));
    }

    private void Create() => Api.Put(Applications, (JsonObject)JsonNode.Parse($$"""
        {
          "apiVersion": "sparkoperator.k8s.io/v1beta2",
          "kind": "SparkApplication",
          "metadata": {"name": "{{Name}}", "namespace": "{{Namespace}}"},
          "spec": {
            "type": "Scala", "mode": "cluster", "image": "spark:4.0.1", "sparkVersion": "4.0.1",
            "mainClass": "org.example.Main", "mainApplicationFile": "local:///opt/app.jar",
            "restartPolicy": {{_scenario.RestartPolicy}},
            "driver": {"cores": 1, "memory": "512m", "serviceAccount": "spark"},
            "executor": {"instances": 2, "cores": 1, "memory": "512m"}
          }
        }
        """)!);
}
