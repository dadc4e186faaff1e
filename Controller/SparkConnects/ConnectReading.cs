using System.Runtime.CompilerServices;
using Shared.Admission.Validation;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;
using Shared.Submission;
using Shared.Submission.Connect;

namespace Controller.SparkConnects;

/// <summary>What the specification of a Connect server asks for.</summary>
/// <param name="Connect">Null when it cannot be read.</param>
/// <param name="Wanted">What should be in the cluster; null when the specification cannot be followed, and <paramref name="Problem"/> says why.</param>
internal sealed record ConnectReading(SparkConnect? Connect, ConnectObjects? Wanted, string? Problem)
{
    // The rules of admission once more: it may have come in without the webhook.
    public static ConnectReading Of(ConnectRecord record, SubmissionOptions options)
    {
        try
        {
            var connect = record.ReadConnect();
            return SparkConnectValidation.Validate(connect) is { IsValid: false } outcome
                ? new ConnectReading(connect, null, string.Join("; ", outcome.Errors))
                : new ConnectReading(connect, ConnectObjects.Of(connect, record.ToControllerReference(), options), null);
        }
        catch (ContractsJsonException error)
        {
            return new ConnectReading(null, null, error.Message);
        }
    }
}

/// <summary>Connect servers are looked at every minute and hardly ever change: each record is read once, and forgotten with it.</summary>
/// <param name="options">Of the operator.</param>
internal sealed class ConnectReadings(SubmissionOptions options)
{
    private readonly ConditionalWeakTable<ConnectRecord, ConnectReading> _known = [];

    public ConnectReading Of(ConnectRecord record) => _known.GetValue(record, unknown => ConnectReading.Of(unknown, options));
}
