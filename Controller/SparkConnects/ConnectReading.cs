using System.Runtime.CompilerServices;
using Controller.Effects;
using Controller.SparkApplications;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Connect;

namespace Controller.SparkConnects;

/// <summary>What the specification of a Connect server asks for.</summary>
/// <param name="Connect">Null when it cannot be read.</param>
/// <param name="Wanted">What should be in the cluster; null when the specification cannot be followed, and <paramref name="Problem"/> says why.</param>
/// <param name="Objection">Why the policy of its namespace forbids it; null when it does not.</param>
/// <param name="Policy">By which it was judged; null: there is none.</param>
internal sealed record ConnectReading(SparkConnect? Connect, ConnectObjects? Wanted, string? Problem, Rejection? Objection, AdmissionPolicy? Policy)
{
    /// <exception cref="PolicyUnknownException">Nobody can say yet which policy holds.</exception>
    public static ConnectReading Of(ConnectRecord record, ConnectCheck check) => Of(record, check, check.PolicyOf(record.Namespace));

    // The rules of admission once more: it may have come in without the webhook.
    public static ConnectReading Of(ConnectRecord record, ConnectCheck check, AdmissionPolicy? policy)
    {
        try
        {
            var written = record.ReadConnect();
            if (SparkConnectValidation.Validate(written) is { IsValid: false } outcome)
                return new ConnectReading(written, null, string.Join("; ", outcome.Errors), null, policy);

            var (connect, objection) = check.Judge(written, policy);
            return new ConnectReading(connect, ConnectObjects.Of(connect, record.ToControllerReference(), check.Options), null, objection, policy);
        }
        catch (ContractsJsonException error)
        {
            return new ConnectReading(null, null, error.Message, null, policy);
        }
    }
}

/// <summary>Connect servers are looked at every minute and hardly ever change: each record is read once under a policy, and forgotten with it.</summary>
internal sealed class ConnectReadings(ConnectCheck check)
{
    private readonly ConditionalWeakTable<ConnectRecord, ConnectReading> _known = [];

    /// <exception cref="PolicyUnknownException">Nobody can say yet which policy holds.</exception>
    public ConnectReading Of(ConnectRecord record)
    {
        var policy = check.PolicyOf(record.Namespace);
        if (_known.TryGetValue(record, out var known) && ReferenceEquals(known.Policy, policy))
            return known;

        var reading = ConnectReading.Of(record, check, policy);
        _known.AddOrUpdate(record, reading);
        return reading;
    }
}
