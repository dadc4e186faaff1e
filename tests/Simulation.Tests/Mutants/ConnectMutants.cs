using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Controller.Pods;
using Kubernetes.Client.Requests;
using Testing.Lives;

namespace Simulation.Tests.Mutants;

/// <summary>Broken rules of Connect servers.</summary>
internal static class ConnectMutants
{
    private const string Plural = "sparkconnects";

    public static readonly ImmutableArray<Mutant> All =
    [
        new("deletes a Connect server by name alone", "a server that is replaced is named by its UID", () => new Seams
        {
            Api = api => new BentApi(api) { Request = (request, body) => _ = request.Method == "DELETE" && request.Path.EndsWith("-server", StringComparison.Ordinal) && body.Remove("preconditions") },
        })
        {
            Plural = Plural,
        },
        new("replaces a Connect server whatever its policy says", "a server is kept unless its policy says otherwise", () => new Seams
        {
            Object = Restarts, Api = api => new BentApi(api) { Answer = (request, body) => Connects(request, body, Restarts) },
        })
        {
            Plural = Plural,
        },
        new("never replaces a Connect server", "the policy Restart makes a server of the present specification", () => new Seams
        {
            Object = Keeps, Api = api => new BentApi(api) { Answer = (request, body) => Connects(request, body, Keeps) },
        })
        {
            Plural = Plural,
        },
        new("does not see that a Connect server has ended", "a server that has ended is replaced", () => new Seams { Pod = pod => pod.IsFinished ? pod with { Phase = PodPhase.Running } : pod })
        {
            Plural = Plural,
        },
        new("takes any pod of that name for its Connect server", "an owner is told by its UID", TakesAllServers) { Plural = Plural },
    ];

    private static Seams TakesAllServers()
    {
        var uid = "";
        return new Seams
        {
            Object = connect => uid = SimulatedCluster.Uid(connect),
            Pod = pod => pod.Name.EndsWith("-server", StringComparison.Ordinal) ? pod with { Owner = new PodOwner("SparkConnect", SimulatedCluster.Name, uid) } : pod,
            Api = api => new BentApi(api) { Answer = (request, body) => Mutant.Each(request, body, Claim) },
        };

        void Claim(JsonObject pod)
        {
            if (((string?)pod["metadata"]?["name"])?.EndsWith("-server", StringComparison.Ordinal) is true)
                pod["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "sparkoperator.k8s.io/v1alpha1", ["kind"] = "SparkConnect", ["name"] = SimulatedCluster.Name, ["uid"] = uid, ["controller"] = true });
        }
    }

    private static void Restarts(JsonObject connect) => ((JsonObject)connect["spec"]!)["updatePolicy"] = "Restart";

    private static void Keeps(JsonObject connect) => ((JsonObject)connect["spec"]!)["updatePolicy"] = "Keep";

    private static void Connects(ApiRequest request, JsonObject body, Action<JsonObject> change)
    {
        if (request.Method == "GET" && request.Path.Contains("/sparkconnects/", StringComparison.Ordinal))
            change(body);
    }
}
