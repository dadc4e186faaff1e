using Controller.Effects;
using Controller.SparkApplications;
using Shared.Admission.Policy;
using Shared.Contracts.SparkConnects;
using Shared.Submission;
using Shared.Submission.Judgement;

namespace Controller.SparkConnects;

/// <summary>The policy once more: a Connect server may have come in without the webhook, or before the policy that holds now.</summary>
/// <param name="options">Of the operator.</param>
/// <param name="policyOf">Null: there is no policy.</param>
public sealed class ConnectCheck(SubmissionOptions options, PolicyOfNamespace? policyOf)
{
    public SubmissionOptions Options => options;

    /// <summary>Of a namespace; null: there is none.</summary>
    /// <exception cref="PolicyUnknownException">Nobody can say yet which one holds.</exception>
    public AdmissionPolicy? PolicyOf(string @namespace) => policyOf.Known(@namespace);

    /// <summary>What is made: with what the policy fills in. And what speaks against it.</summary>
    /// <param name="connect">Valid in itself.</param>
    /// <param name="policy">Of its namespace; null: there is none.</param>
    public (SparkConnect Connect, Rejection? Objection) Judge(SparkConnect connect, AdmissionPolicy? policy)
    {
        if (policy is null)
            return (connect, null);

        var outcome = ConnectJudgement.Judge(connect, policy, options);
        return (PolicyDefaults.Apply(connect, policy), outcome.IsValid
            ? null
            : new Rejection(
                Rejection.PolicyViolation, string.Join("; ", outcome.Errors), "Change what the message names, or ask whoever keeps the admission policy of the namespace; it is tried again by itself."));
    }
}
