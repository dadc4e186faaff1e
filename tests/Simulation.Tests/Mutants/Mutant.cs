using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;
using Testing.Lives;

namespace Simulation.Tests.Mutants;

/// <summary>One rule of the controller, broken on purpose. A simulation that does not notice proves nothing.</summary>
/// <param name="Name">What is done instead of the rule.</param>
/// <param name="Breaks">The rule.</param>
/// <param name="Seams">How; made anew for each controller.</param>
internal sealed record Mutant(string Name, string Breaks, Func<Seams> Seams)
{
    private const string Pods = "/pods";

    public static readonly ImmutableArray<Mutant> All = [.. OfApplications(), .. ScheduleMutants.All, .. ConnectMutants.All];

    private static ImmutableArray<Mutant> OfApplications() =>
    [
        new("deletes by name alone", "every deletion names a UID", () => new Seams
        {
            Api = api => new BentApi(api) { Request = (request, body) => _ = request.Method == "DELETE" && body.Remove("preconditions") },
        }),
        new("writes its status over any version", "a status write names the version that it was decided on", () => new Seams
        {
            Api = api => new BentApi(api) { Request = (request, body) => _ = IsStatus(request) && (body["metadata"] as JsonObject)?.Remove("resourceVersion") == true },
        }),
        new("takes a conflict for success", "a status that was refused is decided again", () => new Seams
        {
            Api = api => new BentApi(api) { Refused = (request, refusal) => IsStatus(request) && refusal is ApiStatusException { Code: 409 } ? FakeKubernetesApi.Ok(Answered(request)) : null },
        }),
        new("never asks to be woken", "no state without a wake-up", () => new Seams { WakeUp = _ => null }),
        new("trusts the cache for a missing driver", "doubt before destruction", () => new Seams
        {
            LiveApi = api => new BentApi(api) { Instead = request => request.Method == "GET" && request.Path.Contains(Pods, StringComparison.Ordinal) ? Nothing(request) : null },
        }),
        new("does not know its own driver again", "adoption after a crash", () => new Seams
        {
            Pod = pod => pod.Role == "driver" ? pod with { SubmissionId = "another" } : pod,
            LiveApi = api => new BentApi(api) { Answer = (request, body) => Each(request, body, pod => Labels(pod)?.Remove("sparkoperator.k8s.io/submission-id")) },
        }),
        new("gives every attempt one id", "an id is made from the one before it", () => new Seams
        {
            Object = application => (application["status"] as JsonObject)?.Remove("submissionID"),
            LiveApi = api => new BentApi(api) { Answer = (request, body) => Applications(request, body, application => (application["status"] as JsonObject)?.Remove("submissionID")) },
        }),
        new("leaves executors of an earlier attempt alone", "leftover executors are deleted", () => new Seams
        {
            Api = api => new BentApi(api) { Instead = request => request.Method == "DELETE" && request.Path.Contains("-exec-", StringComparison.Ordinal) ? FakeKubernetesApi.Ok("{}") : null },
        }),
        new("leaves companions alone", "companions go at the end of a run", () => new Seams
        {
            Api = api => new BentApi(api)
            {
                Instead = request => request.Method == "DELETE" && !request.Path.Contains(Pods, StringComparison.Ordinal) ? FakeKubernetesApi.Ok("{}") : null,
            },
        }),
        new("records before it acts", "act, then record", RecordsFirst),
        new("takes what exists for a refusal", "what exists already and is ours is done", () => new Seams
        {
            Api = api => new BentApi(api) { InOtherWords = (request, refusal) => refusal is ApiStatusException { IsAlreadyExists: true } ? FakeKubernetesApi.Refusal(request, 422, "Invalid", "exists") : refusal },
        }),
        new("takes any refusal of a creation for success", "a driver that was not made is not submitted", () => new Seams
        {
            Api = api => new BentApi(api) { Refused = (request, refusal) => request.Method == "POST" && refusal is ApiStatusException ? FakeKubernetesApi.Ok(Answered(request), 201) : null },
        }),
        new("forgets how often it has tried", "retries are counted", () => new Seams
        {
            Object = Forgets, LiveApi = api => new BentApi(api) { Answer = (request, body) => Applications(request, body, Forgets) },
        }),
        new("finds something to write each time", "a status that says the same is not written", () => new Seams
        {
            Object = application => (application["status"] as JsonObject)?.Remove("conditions"),
            Api = api => new BentApi(api) { Answer = (request, body) => Applications(request, body, application => (application["status"] as JsonObject)?.Remove("conditions")) },
            WakeUp = _ => TimeSpan.FromMinutes(1),
        }),
        new("does not see that it is suspended", "suspension stops what runs", () => new Seams
        {
            Object = application => (application["spec"] as JsonObject)?.Remove("suspend"),
            LiveApi = api => new BentApi(api) { Answer = (request, body) => Applications(request, body, application => (application["spec"] as JsonObject)?.Remove("suspend")) },
        }),
        new("does not see that the specification changed", "an edit runs again", () => new Seams
        {
            Object = application => application["metadata"]!["generation"] = 1,
            LiveApi = api => new BentApi(api) { Answer = (request, body) => Applications(request, body, application => application["metadata"]!["generation"] = 1) },
        }),
        new("takes its predecessor's pods for its own", "an owner is told by its UID", TakesAllPods),
        new("does not know when a driver is out of time", "a driver that starts too late or runs too long is taken away", () => new Seams
        {
            Object = application => application["metadata"]!.AsObject().Remove("annotations"),
            LiveApi = api => new BentApi(api) { Answer = (request, body) => Applications(request, body, application => application["metadata"]!.AsObject().Remove("annotations")) },
        }),
        new("leaves a submitter Job alone", "suspension stops a Job that is about to submit", () => new Seams
        {
            Api = api => new BentApi(api) { Instead = request => request.Method == "DELETE" && request.Path.Contains("/jobs/", StringComparison.Ordinal) ? FakeKubernetesApi.Ok("{}") : null },
        }),
        new("does not see pods that terminate", "a predecessor is waited for", () => new Seams
        {
            Pod = pod => pod.IsTerminating || pod.Role == "executor" ? null : pod,
            LiveApi = api => new BentApi(api) { Answer = (request, body) => Each(request, body, pod => Labels(pod)?.Remove("spark-role")) },
        }),
    ];

    /// <summary>Of the kind whose scenarios have to find it.</summary>
    public string Plural { get; init; } = "sparkapplications";

    public override string ToString() => Name;

    /// <summary>Holds the creation of a driver back until the status has been written, as an operator does that records first.</summary>
    private static Seams RecordsFirst()
    {
        ApiRequest? held = null;
        return new Seams
        {
            Api = api => new BentApi(api)
            {
                Instead = request =>
                {
                    if (request.Method != "POST" || !request.Path.EndsWith(Pods, StringComparison.Ordinal))
                        return null;
                    held = request;
                    return FakeKubernetesApi.Ok(Answered(request), 201);
                },
                Done = async (request, inner) =>
                {
                    if (!IsStatus(request) || held is not { } creation)
                        return;
                    held = null;
                    _ = await inner.SendAsync(creation, CancellationToken.None);
                },
            },
        };
    }

    private static Seams TakesAllPods()
    {
        var uid = "";
        return new Seams
        {
            Object = application => uid = (string)application["metadata"]!["uid"]!,
            Pod = pod => pod.Application is { } owner ? pod with { Application = owner with { Uid = uid } } : pod,
            LiveApi = api => new BentApi(api) { Answer = (request, body) => Each(request, body, Claim) },
        };

        void Claim(JsonObject pod)
        {
            foreach (var owner in (pod["metadata"]?["ownerReferences"] as JsonArray ?? []).Where(owner => (string?)owner!["kind"] == "SparkApplication"))
                owner!["uid"] = uid;
        }
    }

    private static void Forgets(JsonObject application)
    {
        if (application["status"] is not JsonObject status)
            return;
        foreach (var counter in new[] { "executionAttempts", "submissionAttempts" })
        {
            if (status.ContainsKey(counter))
                status[counter] = 1;
        }
    }

    internal static bool IsStatus(ApiRequest request) => request.Method == "PATCH" && request.Path.EndsWith("/status", StringComparison.Ordinal);

    internal static string Answered(ApiRequest request)
    {
        var body = JsonNode.Parse(request.Body.Span)!.AsObject();
        body["metadata"] ??= new JsonObject();
        body["metadata"]!["uid"] ??= "made-up";
        body["metadata"]!["name"] ??= SimulatedCluster.Name;
        body["metadata"]!["namespace"] ??= SimulatedCluster.Namespace;
        return body.ToJsonString();
    }

    private static ApiResponse Nothing(ApiRequest request) => request.Path.EndsWith(Pods, StringComparison.Ordinal)
        ? FakeKubernetesApi.Ok("""{"kind":"PodList","metadata":{"resourceVersion":"1"},"items":[]}""")
        : throw FakeKubernetesApi.Refusal(request, 404, "NotFound");

    internal static void Each(ApiRequest request, JsonObject body, Action<JsonObject> change)
    {
        if (!request.Path.Contains(Pods, StringComparison.Ordinal))
            return;
        foreach (var pod in body["items"]?.AsArray().Select(item => item!.AsObject()) ?? [body])
            change(pod);
    }

    private static void Applications(ApiRequest request, JsonObject body, Action<JsonObject> change)
    {
        if (request.Path.Contains("/sparkapplications/", StringComparison.Ordinal))
            change(body);
    }

    private static JsonObject? Labels(JsonObject pod) => pod["metadata"]?["labels"] as JsonObject;
}
