using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;
using Testing.Lives;

namespace Simulation.Tests.Mutants;

/// <summary>Broken rules of schedules.</summary>
internal static class ScheduleMutants
{
    private const string Plural = "scheduledsparkapplications";

    private static long _moments;

    public static readonly ImmutableArray<Mutant> All =
    [
        new("names runs by a counter", "a run is called after the instant that was due", () =>
        {
            var count = 0;
            return new Seams { Api = api => new BentApi(api) { Request = (request, run) => Rename(request, run, () => ++count) } };
        })
        {
            Plural = Plural,
        },
        new("names runs after the moment at which they are made", "what is repeated finds the run made", () => new Seams
        {
            Api = api => new BentApi(api) { Request = (request, run) => Rename(request, run, () => ++_moments) },
        })
        {
            Plural = Plural,
        },
        new("forgets which run comes next", "a run that was recorded is not due again", () => new Seams
        {
            Api = api => new BentApi(api) { Request = (request, body) => _ = IsSchedule(request) && Mutant.IsStatus(request) && (body["status"] as JsonObject)?["lastRun"] is not null && ((JsonObject)body["status"]!).Remove("nextRun") },
        })
        {
            Plural = Plural,
        },
        new("starts every run that was missed", "one run for all that were missed", StartsAllMissed) { Plural = Plural },
        new("takes every run for one that is over", "history keeps what is not over", () => new Seams
        {
            Api = api => new BentApi(api) { Answer = (request, body) => Runs(request, body, run => run["status"]!["applicationState"] = new JsonObject { ["state"] = "COMPLETED" }) },
        })
        {
            Plural = Plural,
        },
        new("does not look for runs that are not over", "concurrency is judged on what the API server says", () => new Seams
        {
            Api = api => new BentApi(api) { Answer = (request, body) => _ = IsList(request) && body.Remove("items") && body.TryAdd("items", new JsonArray()) },
        })
        {
            Plural = Plural,
        },
        new("keeps all runs", "history is as short as its limits", () => new Seams
        {
            Api = api => new BentApi(api) { Instead = request => request.Method == "DELETE" && request.Path.Contains("/sparkapplications/", StringComparison.Ordinal) ? FakeKubernetesApi.Ok("{}") : null },
        })
        {
            Plural = Plural,
        },
    ];

    private static Seams StartsAllMissed()
    {
        DateTimeOffset? due = null;
        return new Seams
        {
            Object = Remember,
            Api = api => new BentApi(api)
            {
                Answer = (request, body) =>
                {
                    if (IsSchedule(request))
                        Remember(body);
                },
                Done = async (request, inner) =>
                {
                    if (!IsRun(request) || due is not { } tick)
                        return;
                    for (var run = JsonNode.Parse(request.Body.Span)!; NameOf(tick) != (string)run["metadata"]!["name"]!; tick = tick.AddMinutes(1))
                    {
                        var earlier = run.DeepClone();
                        earlier["metadata"]!["name"] = NameOf(tick);
                        _ = await inner.SendAsync(request with { Body = Encoding.UTF8.GetBytes(earlier.ToJsonString()) }, CancellationToken.None);
                    }
                },
            },
        };

        void Remember(JsonObject item)
        {
            if ((string?)item["status"]?["nextRun"] is { } next)
                due = DateTimeOffset.Parse(next, CultureInfo.InvariantCulture);
        }
    }

    private static string NameOf(DateTimeOffset tick) => string.Create(CultureInfo.InvariantCulture, $"{SimulatedCluster.Name}-{tick.ToUnixTimeSeconds()}000000000");

    private static void Rename(ApiRequest request, JsonObject run, Func<long> number)
    {
        if (IsRun(request))
            run["metadata"]!["name"] = string.Create(CultureInfo.InvariantCulture, $"{SimulatedCluster.Name}-{number()}");
    }

    private static void Runs(ApiRequest request, JsonObject body, Action<JsonObject> change)
    {
        if (!IsList(request))
            return;
        foreach (var run in body["items"]!.AsArray().Where(run => run!["status"] is JsonObject))
            change((JsonObject)run!);
    }

    private static bool IsRun(ApiRequest request) => request.Method == "POST" && request.Path == SimulatedCluster.Collection("sparkapplications");

    private static bool IsList(ApiRequest request) => request.Method == "GET" && request.Path == SimulatedCluster.Collection("sparkapplications");

    private static bool IsSchedule(ApiRequest request) => request.Path.Contains("/scheduledsparkapplications/", StringComparison.Ordinal);
}
