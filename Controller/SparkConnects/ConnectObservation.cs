using System.Collections.Immutable;
using Controller.Pods;
using Shared.Admission.Validation;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;
using Shared.Submission;
using Shared.Submission.Connect;

namespace Controller.SparkConnects;

/// <summary>One Connect server and its pods at one moment.</summary>
/// <param name="Wanted">What should be in the cluster; null when the specification cannot be followed, and <paramref name="Problem"/> says why.</param>
/// <param name="Executors">All of its executors that exist.</param>
/// <param name="Server">The pod of the server's name that carries its label and belongs to it; null when there is none. One of a predecessor, or of anybody else, is none.</param>
/// <param name="IsLive">Read from the API server itself.</param>
public sealed record ConnectObservation(
    ConnectRecord Record, SparkConnect? Connect, SparkConnectStatus Status, ConnectObjects? Wanted, string? Problem, PodRecord? Server, ImmutableArray<PodRecord> Executors, bool IsLive)
{
    /// <exception cref="ContractsJsonException">The status cannot be read. A specification that cannot be read is a fact to decide on.</exception>
    public static ConnectObservation Of(ConnectRecord record, IReadOnlyList<PodRecord> pods, SubmissionOptions options, bool isLive)
    {
        var (connect, problem) = Read(record);
        return new ConnectObservation(
            record, connect, record.ReadStatus(),
            problem is null ? ConnectObjects.Of(connect!, record.ToControllerReference(), options) : null,
            problem,
            pods.FirstOrDefault(pod => pod.Name == ResourceNames.ConnectServer(record.Name) && pod.Owner?.Uid == record.Uid),
            [.. pods.Where(pod => pod.Role == SparkRoles.Executor)],
            isLive);
    }

    // The rules of admission once more: it may have come in without the webhook.
    private static (SparkConnect? Connect, string? Problem) Read(ConnectRecord record)
    {
        try
        {
            var connect = record.ReadConnect();
            var outcome = SparkConnectValidation.Validate(connect);
            return (connect, outcome.IsValid ? null : string.Join("; ", outcome.Errors));
        }
        catch (ContractsJsonException error)
        {
            return (null, error.Message);
        }
    }
}
