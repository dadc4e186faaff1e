using System.Text.Json.Nodes;
using Controller.SparkApplications;
using Golden.Tests.Lives;
using Golden.Tests.Outcomes;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Shared.Submission.Jobs;
using Shared.Submission.Surroundings;
using Testing.Lives;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Sets <c>operator</c> and <c>operator-gated</c>, parts <c>transitions</c> and <c>events</c>: one run of each application, with one executor.</summary>
internal sealed class OperatorLifeAdapter(SubmissionOptions switches) : IGoldenAdapter
{
    public IEnumerable<Finding> Run(GoldenSet set) =>
        from @case in set.Cases
        let json = @case.Json()
        where json["transitions"] is JsonArray && json["stored"] is JsonObject
        from finding in Findings(@case.Name, json)
        select finding;

    private IEnumerable<Finding> Findings(string name, JsonObject json)
    {
        var application = Application(json);
        var about = $"SparkApplication/{application["metadata"]!["name"]}";
        var statuses = json["transitions"]!.AsArray().Select(status => status!.AsObject()).ToList();
        var reasons = json["events"]!.AsArray().Select(said => (string?)said!["reason"]).OfType<string>();
        var recorded = new Chronicle(
            new Dictionary<string, IReadOnlyList<JsonObject>> { [about] = statuses },
            new Dictionary<string, IReadOnlyList<string>> { [about] = RecordedReasons.InOrder(reasons) },
            []);
        var ours = new Lazy<Chronicle>(() => Life.PlayAsync(ScriptOf(application, statuses)).GetAwaiter().GetResult());
        return
        [
            Finding.Of(name, "transitions", null, json["manifest"]!, () => LifeComparison.Transitions(recorded, ours.Value, onlyTheEnd: false)),
            Finding.Of(name, "events", null, json["manifest"]!, () => LifeComparison.Events(recorded, ours.Value)),
        ];
    }

    private Script ScriptOf(JsonObject application, IReadOnlyList<JsonObject> recorded)
    {
        var name = (string)application["metadata"]!["name"]!;
        var driver = DriverPodName.Of(name, ContractsJson.Deserialize<SparkApplicationSpec>(application["spec"]!));
        return new Script((string)application["metadata"]!["namespace"]!, Given(driver, recorded), [.. RunOf(name, driver, application, recorded.Any(status => status["executorState"] is not null))])
        {
            // Nobody plays a Job here: what would need one is refused, and told by the entry that declares it.
            Submission = switches with { Submitter = SubmitterKind.Native },
            Rules = LifeRules.Default with { InternalErrorPatience = TimeSpan.Zero },
            ServiceAccounts = null,
            Refuse = request =>
            {
                if (ServerRefusal.Of(recorded, request) is { } refusal)
                    throw refusal;
            },
        };
    }

    // The README of the set tells how a life was played.
    private static IEnumerable<JsonObject> RunOf(string name, string driver, JsonObject application, bool hasExecutor) =>
    [
        new() { ["do"] = "create", ["object"] = application },
        new() { ["do"] = "waitForPod", ["name"] = driver, ["timeout"] = 2.0 },
        Report(driver, PodStatuses.Running),
        new() { ["do"] = "waitForState", ["kind"] = "SparkApplication", ["name"] = name, ["state"] = "RUNNING", ["timeout"] = 2.0 },
        .. hasExecutor ? ExecutorOf(name) : [],
        Report(driver, PodStatuses.Succeeded),
        new() { ["do"] = "sleep", ["seconds"] = 120.0 },
    ];

    private static IEnumerable<JsonObject> ExecutorOf(string name) =>
    [
        new() { ["do"] = "createExecutor", ["app"] = name, ["id"] = 1 },
        Report(Player.ExecutorName(name, 1), PodStatuses.RunningExecutor),
        new() { ["do"] = "sleep", ["seconds"] = 2.0 },
        Report(Player.ExecutorName(name, 1), PodStatuses.SucceededExecutor),
        new() { ["do"] = "sleep", ["seconds"] = 2.0 },
    ];

    private static JsonObject Report(string pod, JsonObject status) => new() { ["do"] = "podStatus", ["name"] = pod, ["status"] = status };

    // Cases of one set were recorded in one namespace, so that the name of a driver could be taken.
    private static IReadOnlyList<JsonObject> Given(string driver, IReadOnlyList<JsonObject> recorded) =>
        recorded.Any(status => ((string?)status["applicationState"]?["errorMessage"])?.EndsWith("driver pod already exist", StringComparison.Ordinal) is true)
            ? [new() { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = new JsonObject { ["name"] = driver } }]
            : [];

    private static JsonObject Application(JsonObject json)
    {
        var metadata = ContractsJson.ToNode(RecordedApplication.Of(json, json["submission"]?.AsObject() ?? new JsonObject { ["conf"] = new JsonArray() }).Metadata!).AsObject();
        _ = metadata.Remove("uid");
        return new JsonObject { ["apiVersion"] = "sparkoperator.k8s.io/v1beta2", ["kind"] = "SparkApplication", ["metadata"] = metadata, ["spec"] = json["stored"]!.DeepClone() };
    }
}
