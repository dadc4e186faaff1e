using System.ComponentModel;
using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Connect;

namespace Controller.SparkConnects;

/// <summary>The status of a Connect server as a function of what is there. Pure.</summary>
internal static class ConnectStatusRules
{
    /// <summary>Type of the condition that tells whether clients may connect.</summary>
    [Description("Clients may connect.")]
    public const string ServerPodReady = "ServerPodReady";

    [Description("The server's pod was started with the present specification.")]
    private const string UpToDate = "UpToDate";

    private const int LongestMessage = 1024;

    public static SparkConnectStatus Following(ConnectObservation observation, DateTimeOffset now) => Following(observation, null, now);

    /// <summary>It runs, but would not be started as it is specified now.</summary>
    public static SparkConnectStatus Objected(ConnectObservation observation, Rejection objection, DateTimeOffset now) => Following(
        observation, Told(objection, "The server runs on, but may not be started or changed as it is specified."), now);

    private static SparkConnectStatus Following(ConnectObservation observation, Diagnosis? told, DateTimeOffset now)
    {
        var server = observation.Server;
        var isReady = server is { IsReady: true, IsFinished: false, IsTerminating: false };
        var message = isReady ? "Server pod is ready" : $"Server pod is not ready: {server?.Message}";
        var isOutdated = server is not null && ConnectRules.IsOutdated(observation, server);
        return Stamped(observation, now, observation.Status with
        {
            State = isReady ? SparkConnectStates.Ready : SparkConnectStates.NotReady,
            Server = new SparkConnectServerStatus
            {
                PodName = ResourceNames.ConnectServer(observation.Record.Name),
                PodIp = server?.Address,
                ServiceName = ConnectService.NameOf(observation.Connect!),
            },
            Executors = Count(observation.Executors),
            Diagnosis = told ?? (isReady ? null : OfPod(server)),
            Conditions = Conditions(observation.Status, now, Ready(isReady, message), new Condition
            {
                Type = UpToDate,
                Status = isOutdated ? "False" : "True",
                Reason = isOutdated ? "SpecChanged" : "SpecFollowed",
                Message = isOutdated
                    ? $"Pod {server!.Name} was started with an earlier specification; delete it, or set spec.updatePolicy to Restart."
                    : "",
            }),
        });
    }

    public static SparkConnectStatus Refused(ConnectObservation observation, Rejection rejection, DateTimeOffset now) => Stamped(observation, now, observation.Status with
    {
        State = SparkConnectStates.NotReady,
        Diagnosis = Told(rejection, "The Connect server cannot be made as it is specified."),
        Conditions = Conditions(observation.Status, now, Ready(false, $"Server pod is not ready: {rejection.Message}")),
    });

    private static SparkConnectStatus Stamped(ConnectObservation observation, DateTimeOffset now, SparkConnectStatus status)
    {
        var stamped = status with { StartTime = status.StartTime ?? now.ToUniversalTime(), ObservedGeneration = observation.Record.Generation };

        // The stamp alone is no change: it would wake us for ever.
        return ContractsJson.Serialize(stamped).AsSpan().SequenceEqual(ContractsJson.Serialize(observation.Status)) ? stamped : stamped with { LastUpdateTime = now.ToUniversalTime() };
    }

    private static Dictionary<string, int>? Count(IEnumerable<PodRecord> executors)
    {
        var counts = executors.GroupBy(pod => pod.Phase.ToString().ToLowerInvariant()).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());
        return counts.Count == 0 ? null : counts;
    }

    private static Diagnosis? OfPod(PodRecord? server) => (server?.Unschedulable, server?.Spark) switch
    {
        ({ } words, _) => new Diagnosis { Category = "Unschedulable", Message = $"No node takes pod {server!.Name}.", Evidence = words, NextStep = "Free resources, or ask for less in spec.server." },
        (_, { Phase: ContainerPhase.Waiting, Reason: { } reason } container) when reason is not ("ContainerCreating" or "PodInitializing") => new Diagnosis
        {
            Category = reason,
            Message = $"The container of pod {server!.Name} does not start.",
            Evidence = container.Message ?? reason,
            NextStep = "Look at the evidence; an image that cannot be pulled is named in spec.image or in the server's template.",
        },
        (_, { Phase: ContainerPhase.Terminated } container) => new Diagnosis
        {
            Category = container.Reason ?? "ServerEnded",
            Message = $"The server in pod {server!.Name} ended with exit code {container.ExitCode}.",
            Evidence = container.Message ?? container.Reason,
            NextStep = $"Read its log: kubectl logs {server.Name} --previous.",
        },
        _ => null,
    };

    private static Diagnosis Told(Rejection rejection, string message) => new()
    {
        Category = rejection.Reason,
        Message = message,
        Evidence = rejection.Message,
        NextStep = rejection.NextStep ?? "Mend what the evidence names; it is tried again by itself.",
    };

    private static Condition Ready(bool isReady, string message) => new()
    {
        Type = ServerPodReady,
        Status = isReady ? "True" : "False",
        Reason = isReady ? "ServerPodReady" : "ServerPodNotReady",
        Message = message.Length > LongestMessage ? message[..LongestMessage] : message,
    };

    private static IReadOnlyList<Condition> Conditions(SparkConnectStatus before, DateTimeOffset now, params Condition[] ours) =>
    [
        .. ours.Select(condition => condition with
        {
            LastTransitionTime = before.Conditions.OrEmpty().FirstOrDefault(last => last.Type == condition.Type && last.Status == condition.Status)?.LastTransitionTime ?? now.ToUniversalTime(),
        }),
        .. before.Conditions.OrEmpty().Where(last => !Array.Exists(ours, condition => condition.Type == last.Type)),
    ];
}
