using System.Collections.Immutable;
using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Connect;

namespace Controller.SparkConnects;

/// <summary>One Connect server and its pods at one moment.</summary>
/// <param name="Wanted">What should be in the cluster; null when the specification cannot be followed, and <paramref name="Problem"/> says why.</param>
/// <param name="Objection">Why the policy of its namespace forbids it; null when it does not.</param>
/// <param name="Executors">All of its executors that exist.</param>
/// <param name="Server">The pod of the server's name that carries its label and belongs to it; null when there is none. One of a predecessor, or of anybody else, is none.</param>
/// <param name="IsLive">Read from the API server itself.</param>
public sealed record ConnectObservation(
    ConnectRecord Record, SparkConnect? Connect, SparkConnectStatus Status, ConnectObjects? Wanted, string? Problem, Rejection? Objection, PodRecord? Server, ImmutableArray<PodRecord> Executors, bool IsLive)
{
    /// <exception cref="ContractsJsonException">The status cannot be read. A specification that cannot be read is a fact to decide on.</exception>
    internal static ConnectObservation Of(ConnectRecord record, IReadOnlyList<PodRecord> pods, ConnectReading reading, bool isLive) => new(
        record, reading.Connect, record.ReadStatus(), reading.Wanted, reading.Problem, reading.Objection,
        pods.FirstOrDefault(pod => pod.Name == ResourceNames.ConnectServer(record.Name) && pod.Owner?.Uid == record.Uid),
        [.. pods.Where(pod => pod.Role == SparkRoles.Executor)],
        isLive);
}
