using System.Text.Json.Nodes;
using Shared.Contracts.Names;
using Testing.Kubernetes;

namespace Testing.Lives;

/// <summary>Does the steps of a recorded life: the user, the kubelet and the Spark driver in one.</summary>
public sealed class Player(InMemoryCluster cluster, string @namespace)
{
    private const int LongestPrefix = 50;

    private readonly HashSet<string> _returned = [];
    private readonly Dictionary<string, DateTimeOffset> _playing = [];
    private (TimeSpan? Run, string Result)? _autoplay;
    private JsonObject? _current;
    private DateTimeOffset _begun;

    /// <summary>What happens to an application before the cluster sees it.</summary>
    public Action<JsonObject> Receive { get; init; } = _ => { };

    /// <summary>False when the step waits for something that is not so yet, and may go on waiting.</summary>
    public bool TryDo(JsonObject step, DateTimeOffset now)
    {
        if (!ReferenceEquals(_current, step))
            (_current, _begun) = (step, now);

        switch ((string)step["do"]!)
        {
            case "create":
                Create((JsonObject)step["object"]!.DeepClone());
                return true;
            case "patch":
                if (Find(step) is { } patched)
                    cluster.Edit(patched, item => Merge(item, (JsonObject)step["patch"]!));
                return true;
            case "delete":
                if (Find(step) is { } gone)
                    cluster.Remove(gone);
                return true;
            case "podStatus":
                SetStatus((string)step["name"]!, (JsonObject)step["status"]!);
                return true;
            case "createExecutor":
                CreateExecutor(((string?)(step["app"] ?? step["connect"]))!, step["connect"] is null ? SparkRoles.Driver : SparkRoles.ConnectServer, (int)step["id"]!);
                return true;
            case "autoplay":
                _autoplay = (step["runSeconds"] is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null, (string?)step["result"] ?? "Succeeded");
                return true;
            case "waitForPod":
                return IsOver(step, now) || (cluster.Find("pods", (string)step["name"]!) is { } found
                    && found["metadata"]!["deletionTimestamp"] is null && _returned.Add((string)found["metadata"]!["uid"]!));
            case "waitForState":
                return IsOver(step, now) || StateOf(Find(step)) == (string)step["state"]!;
            case "sleep":
                return now - _begun >= TimeSpan.FromSeconds((double)step["seconds"]!);
            default:
                throw new NotSupportedException($"Step '{step["do"]}' is not played here.");
        }
    }

    public void Create(JsonObject item)
    {
        Receive(item);
        _ = cluster.Put(Collection((string)item["kind"]!), item);
    }

    /// <summary>What goes on by itself: driver pods that were told to run run, and end.</summary>
    public void Tick(DateTimeOffset now)
    {
        if (_autoplay is not { } play)
            return;
        foreach (var driver in cluster.All("pods").Where(pod => Label(pod, Labels.SparkRole) == SparkRoles.Driver))
        {
            var uid = (string)driver["metadata"]!["uid"]!;
            if (_playing.TryAdd(uid, now))
                SetStatus((string)driver["metadata"]!["name"]!, PodStatuses.Running);
            else if (now - _playing[uid] >= play.Run && (string?)driver["status"]?["phase"] == "Running")
                SetStatus((string)driver["metadata"]!["name"]!, play.Result == "Succeeded" ? PodStatuses.Succeeded : PodStatuses.Failed);
        }
    }

    private static string? Label(JsonObject pod, string key) => (string?)pod["metadata"]!["labels"]?[key];

    private bool IsOver(JsonObject step, DateTimeOffset now) => now - _begun >= TimeSpan.FromSeconds((double?)step["timeout"] ?? 20);

    private JsonObject? Find(JsonObject step) => cluster.Find(Plural((string)step["kind"]!), (string)step["name"]!);

    private void SetStatus(string pod, JsonObject status)
    {
        if (cluster.Find("pods", pod) is { } found)
            cluster.Edit(found, item => Merge(item, new JsonObject { ["status"] = status.DeepClone() }));
    }

    // As Spark's driver makes it from its template: owned by the driver and by the application.
    private void CreateExecutor(string application, string role, int id)
    {
        var key = role == SparkRoles.Driver ? Labels.AppName : Labels.ConnectName;
        if (cluster.All("pods").FirstOrDefault(pod => Label(pod, key) == application && Label(pod, Labels.SparkRole) == role) is not { } driver)
            return;
        var labels = (JsonObject)driver["metadata"]!["labels"]!.DeepClone();
        labels["spark-role"] = "executor";
        labels["spark-exec-id"] = $"{id}";
        var owners = (JsonArray)driver["metadata"]!["ownerReferences"]!.DeepClone();
        owners.Add((JsonNode)new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["name"] = (string)driver["metadata"]!["name"]!, ["uid"] = (string)driver["metadata"]!["uid"]!, ["controller"] = true });
        foreach (var owner in owners.SkipLast(1))
            _ = ((JsonObject)owner!).Remove("controller");
        _ = cluster.Put(Collection("Pod"), new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = ExecutorName(application, id), ["labels"] = labels, ["ownerReferences"] = owners },
        });
    }

    // The stand-in for Spark's driver cuts long names as it did when the lives were recorded.
    public static string ExecutorName(string application, int id) =>
        $"{(application.Length > LongestPrefix ? application[..LongestPrefix].TrimEnd('-') : application)}-exec-{id}";

    private string Collection(string kind) => kind switch
    {
        "SparkApplication" or "ScheduledSparkApplication" => $"/apis/sparkoperator.k8s.io/v1beta2/namespaces/{@namespace}/{Plural(kind)}",
        "SparkConnect" => $"/apis/sparkoperator.k8s.io/v1alpha1/namespaces/{@namespace}/{Plural(kind)}",
        _ => $"/api/v1/namespaces/{@namespace}/{Plural(kind)}",
    };

    private static string? StateOf(JsonObject? item) => item?["status"] switch
    {
        JsonObject { } status when status["applicationState"] is JsonObject application => (string?)application["state"],
        JsonObject { } status when status["scheduleState"] is { } schedule => (string?)schedule,
        JsonObject { } status => (string?)status["state"],
        _ => null,
    };

    private static string Plural(string kind) => $"{kind.ToLowerInvariant()}s";

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                _ = target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject old)
                Merge(old, inner);
            else
                target[name] = value.DeepClone();
        }
    }
}
