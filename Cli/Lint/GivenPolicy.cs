using Shared.Admission.Policy;
using Shared.Admission.Validation;

namespace Cli.Lint;

/// <summary>A policy, and what a caller told of the namespaces that it chooses among.</summary>
internal sealed class GivenPolicy(AdmissionPolicy policy, NamespaceLabels labels)
{
    private const string Unknown = "PolicyNamespaceUnknown";

    /// <summary>As a cluster judges where nobody gave a policy.</summary>
    public static readonly GivenPolicy None = new(new AdmissionPolicy(), NamespaceLabels.None);

    /// <summary>What the policy of a namespace says; or that nobody can tell which one it is, which the webhook refuses too.</summary>
    public ValidationOutcome Judge(string @namespace, Func<AdmissionPolicy, ValidationOutcome> judge) => For(@namespace) is { } known
        ? judge(known)
        : new ValidationOutcome(
            [new FieldError("metadata.namespace", Unknown, $"the policy goes by labels that namespace '{@namespace}' may have; tell them by {NamespaceLabels.OptionName} {@namespace}:KEY=VALUE")], []);

    /// <summary>What the policy fills in; nothing where nobody can tell which one it is.</summary>
    public T Fill<T>(T value, string @namespace, Func<T, AdmissionPolicy, T> fill) => For(@namespace) is { } known ? fill(value, known) : value;

    private AdmissionPolicy? For(string @namespace) => labels.Of(@namespace) is { } told
        ? PolicyJudgement.For(policy, @namespace, told)
        : PolicyJudgement.NeedsLabels(policy, @namespace) ? null : PolicyJudgement.For(policy, @namespace);
}
