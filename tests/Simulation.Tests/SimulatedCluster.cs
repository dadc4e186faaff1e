using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Simulation.Tests.Scenarios;
using Testing.Kubernetes;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>An API server in memory with kubelets, a garbage collector, Spark drivers that make executors, and a user.</summary>
internal sealed class SimulatedCluster
{
    public const string Namespace = "spark";

    /// <summary>Of the object that a scenario is about.</summary>
    public const string Name = "pi";

    /// <summary>In the settings and the environment of every application and server; only pods, and what they mount, may hold it.</summary>
    public const string Secret = "well-guarded";

    private const int SecondsUntilResumed = 8;
    private static readonly string[] OurKinds = ["sparkapplications", "scheduledsparkapplications", "sparkconnects"];

    private readonly Scenario _scenario;
    private readonly SimulatedNode _node;
    private readonly SimulatedJobs _jobs;
    private HashSet<string> _orphans = [];
    private long _collectedAt;
    private int _refused;
    private int _resumesIn = -1;

    public SimulatedCluster(Scenario scenario, ManualTimeProvider clock)
    {
        _scenario = scenario;
        Api = new InMemoryCluster(clock);
        _node = new SimulatedNode(Api, scenario);
        _jobs = new SimulatedJobs(Api);
        Create();
        foreach (var (collection, manifest) in scenario.Others)
            Api.Put(collection, Scenario.Parse(manifest));
    }

    public InMemoryCluster Api { get; }

    /// <summary>The object that the scenario is about; null while there is none.</summary>
    public JsonObject? Main => Api.Find(_scenario.Plural, Name);

    /// <summary>UIDs of all objects of our kinds.</summary>
    public IEnumerable<string> Ours => OurKinds.SelectMany(Api.All).Select(Uid);

    /// <summary>Told before a person suspends or takes away the object.</summary>
    public Action Stopping { get; set; } = () => { };

    /// <summary>Told of a pod that a person takes away.</summary>
    public Action<JsonObject> Removing { get; set; } = _ => { };

    /// <summary>The quota of the scenario, asked before a driver is stored.</summary>
    public void Admit(ApiRequest request)
    {
        if (request.Method == "POST" && request.Path == Collection("pods") && _refused < _scenario.RefusedSubmissions)
        {
            _refused++;
            throw FakeKubernetesApi.Refusal(request, 403, "Forbidden", $"pods \"{Name}-driver\" is forbidden: exceeded quota: none");
        }
    }

    public void Do(UserActionKind action)
    {
        switch (action)
        {
            case UserActionKind.Delete:
                Delete();
                break;
            case UserActionKind.Recreate:
                DeleteAndCreateAgain();
                break;
            case UserActionKind.Edit:
                EditSpec(Edited);
                break;
            case UserActionKind.Suspend or UserActionKind.SuspendAndResume when !IsSuspended:
                Suspend(true);
                _resumesIn = action is UserActionKind.Suspend ? -1 : SecondsUntilResumed;
                break;
        }
    }

    public void EditSpec(Action<JsonObject> edit)
    {
        if (Main is { } main)
            Api.Edit(main, copy => edit((JsonObject)copy["spec"]!));
    }

    public void Suspend(bool suspend)
    {
        if (suspend)
            Stopping();
        _resumesIn = -1;
        EditSpec(spec => spec["suspend"] = suspend);
    }

    /// <summary>With the specification that it has by now.</summary>
    public void DeleteAndCreateAgain()
    {
        var spec = Main?["spec"]?.DeepClone();
        Delete();
        Create(spec);
    }

    /// <param name="role">Such as <c>driver</c>: the pod is called after its role.</param>
    public void DeletePod(string role)
    {
        if (Api.Find("pods", $"{Name}-{role}") is not { } pod)
            return;
        Removing(pod);
        Api.Remove(pod);
    }

    public void Evict(string role)
    {
        if (Api.Find("pods", $"{Name}-{role}") is { } pod)
            Api.Edit(pod, copy => copy["status"] = new JsonObject { ["phase"] = "Failed", ["reason"] = "Evicted" });
    }

    /// <summary>One second of everybody but the controller.</summary>
    public void Tick()
    {
        if (_resumesIn-- == 0)
            Suspend(false);
        Collect();
        _jobs.Tick();
        _node.Tick();
    }

    public static string Collection(string plural) => plural switch
    {
        "sparkapplications" or "scheduledsparkapplications" => $"/apis/sparkoperator.k8s.io/v1beta2/namespaces/{Namespace}/{plural}",
        "sparkconnects" => $"/apis/sparkoperator.k8s.io/v1alpha1/namespaces/{Namespace}/{plural}",
        _ => $"/api/v1/namespaces/{Namespace}/{plural}",
    };

    public static string Uid(JsonObject item) => (string)item["metadata"]!["uid"]!;

    public static string NameOf(JsonObject item) => (string)item["metadata"]!["name"]!;

    public static string? Label(JsonObject item, string key) => (string?)item["metadata"]?["labels"]?[key];

    public static string? Phase(JsonObject pod) => (string?)pod["status"]?["phase"];

    public static bool Lives(JsonObject pod) => Phase(pod) is "Pending" or "Running";

    public static string State(JsonObject? application) => (string?)application?["status"]?["applicationState"]?["state"] ?? "";

    public static IEnumerable<string> Owners(JsonObject item) =>
        (item["metadata"]?["ownerReferences"] as JsonArray ?? []).Select(owner => (string)owner!["uid"]!);

    /// <summary>What an edit leaves behind, wherever the kind keeps it.</summary>
    public const string Mark = "edited";

    private bool IsSuspended => Main is { } main && (bool?)main["spec"]!["suspend"] is true;

    private void Edited(JsonObject spec)
    {
        if (_scenario.Plural == "sparkconnects")
            spec["sparkConf"] = new JsonObject { ["spark.app.name"] = Mark };
        else
            ((JsonObject)(spec["template"] ?? spec))["arguments"] = new JsonArray(Mark);
    }

    private void Delete()
    {
        Stopping();
        if (Main is { } main)
            Api.Remove(main);
    }

    // The garbage collector: pods on their way out go, and everything goes whose owners are all gone, a second late.
    private void Collect()
    {
        if (Api.Version == _collectedAt && _orphans.Count == 0)
            return;
        _collectedAt = Api.Version;
        foreach (var pod in Api.All("pods").Where(pod => pod["metadata"]!["deletionTimestamp"] is not null).ToList())
            Api.Remove(pod);

        var alive = Api.Everything.Select(Uid).ToHashSet(StringComparer.Ordinal);
        var orphans = Api.Everything.Where(item => item["metadata"]!["ownerReferences"] is JsonArray { Count: > 0 } && !Owners(item).Any(alive.Contains)).ToList();
        foreach (var orphan in orphans.Where(orphan => _orphans.Contains(Uid(orphan))))
            Api.Remove(orphan);
        _orphans = [.. orphans.Select(Uid)];
    }

    private void Create(JsonNode? spec = null)
    {
        var item = Scenario.Parse(_scenario.Manifest);
        item["spec"] = spec ?? item["spec"]!.DeepClone();
        Api.Put(Collection(_scenario.Plural), item);
    }
}
