using System.Text.Json.Nodes;
using Testing.Kubernetes;

namespace Simulation.Tests;

/// <summary>Does the steps of a recorded transcript: the user, the kubelet and the Spark driver in one.</summary>
internal sealed class Player(InMemoryCluster cluster, string @namespace)
{
    private readonly HashSet<string> _returned = [];
    private JsonObject? _current;
    private DateTimeOffset _begun;

    /// <summary>False when the step waits for something that is not so yet.</summary>
    public bool TryDo(JsonObject step, DateTimeOffset now)
    {
        if (!ReferenceEquals(_current, step))
            (_current, _begun) = (step, now);

        switch ((string)step["do"]!)
        {
            case "create":
                _ = cluster.Put(Collection((string)step["object"]!["kind"]!), (JsonObject)step["object"]!.DeepClone());
                return true;
            case "patch":
                cluster.Edit(Find(step)!, item => Merge(item, (JsonObject)step["patch"]!));
                return true;
            case "delete":
                if (Find(step) is { } gone)
                    cluster.Remove(gone);
                return true;
            case "podStatus":
                if (cluster.Find("pods", (string)step["name"]!) is { } pod)
                    cluster.Edit(pod, item => Merge(item, new JsonObject { ["status"] = step["status"]!.DeepClone() }));
                return true;
            case "createExecutor":
                CreateExecutor((string)step["app"]!, (int)step["id"]!);
                return true;
            case "waitForPod":
                return cluster.Find("pods", (string)step["name"]!) is { } found && found["metadata"]!["deletionTimestamp"] is null && _returned.Add((string)found["metadata"]!["uid"]!);
            case "waitForState":
                return (string?)Find(step)?["status"]?["applicationState"]?["state"] == (string)step["state"]!;
            case "sleep":
                return now - _begun >= TimeSpan.FromSeconds((double)step["seconds"]!);
            default:
                throw new NotSupportedException($"Step '{step["do"]}' is not played here.");
        }
    }

    /// <summary>Pods without a kubelet go as soon as they are deleted.</summary>
    public void RemoveTerminating()
    {
        foreach (var pod in cluster.All("pods").Where(pod => pod["metadata"]!["deletionTimestamp"] is not null))
            cluster.Remove(pod);
    }

    private JsonObject? Find(JsonObject step) => cluster.Find(Plural((string)step["kind"]!), (string)step["name"]!);

    private void CreateExecutor(string application, int id)
    {
        var driver = cluster.Find("pods", $"{application}-driver")!;
        var labels = (JsonObject)driver["metadata"]!["labels"]!.DeepClone();
        labels["spark-role"] = "executor";
        labels["spark-exec-id"] = $"{id}";
        _ = cluster.Put(Collection("Pod"), new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{application}-exec-{id}",
                ["labels"] = labels,
                ["ownerReferences"] = driver["metadata"]!["ownerReferences"]!.DeepClone(),
            },
        });
    }

    private string Collection(string kind) => kind switch
    {
        "SparkApplication" => $"/apis/sparkoperator.k8s.io/v1beta2/namespaces/{@namespace}/sparkapplications",
        _ => $"/api/v1/namespaces/{@namespace}/{Plural(kind)}",
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
