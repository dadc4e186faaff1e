using System.Text.Json.Nodes;
using Testing.Kubernetes;

namespace Simulation.Tests;

/// <summary>Jobs of real spark-submit: each waits for its files, makes the driver that its words say, if nobody has the name, and ends.</summary>
internal sealed class SimulatedJobs(InMemoryCluster api)
{
    private const int SecondsOfASubmission = 3;
    private const string Conf = "--conf";
    private const string Label = "spark.kubernetes.driver.label.";
    private const string Annotation = "spark.kubernetes.driver.annotation.";

    private readonly Dictionary<string, int> _age = [];

    public static bool HasEnded(JsonObject job) => job["status"]?["conditions"] is JsonArray { Count: > 0 };

    /// <summary>Without them its pod does nothing until its deadline.</summary>
    public static bool HasFiles(InMemoryCluster api, JsonObject job) => api.Find("configmaps", SimulatedCluster.NameOf(job)) is not null;

    /// <summary>One second.</summary>
    public void Tick()
    {
        foreach (var job in api.All("jobs").Where(job => !HasEnded(job) && HasFiles(api, job)))
        {
            var uid = SimulatedCluster.Uid(job);
            if ((_age[uid] = _age.GetValueOrDefault(uid) + 1) >= SecondsOfASubmission)
                End(job, Submit(job) ? "Complete" : "Failed");
        }
    }

    private bool Submit(JsonObject job)
    {
        var settings = Settings(job);
        var name = settings["spark.kubernetes.driver.pod.name"];
        if (api.Find("pods", name) is not null)
            return false;

        var labels = Under(settings, Label);
        (labels["spark-role"], labels["spark-app-selector"]) = ("driver", $"spark-{SimulatedCluster.Uid(job)}");
        _ = api.Put(SimulatedCluster.Collection("pods"), new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels, ["annotations"] = Under(settings, Annotation), ["ownerReferences"] = job["metadata"]!["ownerReferences"]!.DeepClone() },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "spark-kubernetes-driver", ["args"] = job["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.DeepClone() }) },
        });
        return true;
    }

    private void End(JsonObject job, string condition) => api.Edit(job, copy => copy["status"] = new JsonObject
    {
        ["conditions"] = new JsonArray(new JsonObject { ["type"] = condition, ["status"] = "True" }),
    });

    private static Dictionary<string, string> Settings(JsonObject job)
    {
        var words = ((JsonArray)job["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!).Select(word => (string)word!).ToList();
        return Enumerable.Range(1, words.Count - 1).Where(index => words[index - 1] == Conf)
            .Select(index => words[index].Split('=', 2)).ToDictionary(setting => setting[0], setting => setting[1]);
    }

    private static JsonObject Under(Dictionary<string, string> settings, string prefix) =>
        new(settings.Where(setting => setting.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(setting => new KeyValuePair<string, JsonNode?>(setting.Key[prefix.Length..], setting.Value)));
}
