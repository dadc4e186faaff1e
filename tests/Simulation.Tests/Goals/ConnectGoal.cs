using System.Text.Json.Nodes;

namespace Simulation.Tests.Goals;

/// <summary>The server is ready, after so many of them, beside its ConfigMap and Service and nothing else; nothing at all once it is deleted.</summary>
internal sealed record ConnectGoal(int Servers, string UpdatePolicy) : Goal
{
    public override IEnumerable<string> Missed(SimulatedCluster cluster, Oracles oracles, Plan plan)
    {
        var expected = cluster.Main is null ? [] : new[] { $"ConfigMap {SimulatedCluster.Name}-conf", $"Service {SimulatedCluster.Name}-server" };
        var found = Companions(cluster).Select(Of).Order(StringComparer.Ordinal).ToArray();
        if (!found.SequenceEqual(expected))
            yield return $"O5: there are {string.Join(", ", found)}, not {string.Join(", ", expected)}";

        var server = cluster.Api.Find("pods", $"{SimulatedCluster.Name}-server");
        if (cluster.Main is not { } main)
        {
            foreach (var left in StillRunning(cluster))
                yield return left;
            yield break;
        }

        var state = (string?)main["status"]?["state"];
        if (state != "Ready" || server is null || !SimulatedCluster.Lives(server))
            yield return $"O3: the server is '{state}' at the end";
        if (server is not null && !SimulatedCluster.Owners(server).Contains(SimulatedCluster.Uid(main)))
            yield return "O3: the server belongs to another";

        var (created, more) = (oracles.CreatedFor(SimulatedCluster.Uid(main)), plan.User?.Kind is UserActionKind.Edit && UpdatePolicy == "Restart" ? 1 : 0);
        if (created < (plan.User is null && plan is { MayOverlook: false, MetNobody: false } ? Servers : 1) || created > Servers + more)
            yield return $"O3: {created} servers were created, not {Servers}";
        if (HasMark(main) && server is not null && !HasMark(server) && !IsSaidToBeOutdated(main))
            yield return "O12: the server neither follows the edit nor is said to be out of date";
    }

    private bool IsSaidToBeOutdated(JsonObject main) => UpdatePolicy == "Keep" && main.ToJsonString().Contains("SpecChanged", StringComparison.Ordinal);
}
