using Shared.Admission.Policy;

namespace Controller.Effects;

/// <summary>The policy of a namespace; null while nobody can say which one holds.</summary>
public delegate AdmissionPolicy? PolicyOfNamespace(string @namespace);

internal static class PoliciesOfNamespaces
{
    /// <summary>Null: there is no policy.</summary>
    /// <exception cref="PolicyUnknownException">Nobody can say yet which one holds.</exception>
    public static AdmissionPolicy? Known(this PolicyOfNamespace? policyOf, string @namespace) =>
        policyOf is null ? null : policyOf(@namespace) ?? throw new PolicyUnknownException(@namespace);
}

/// <summary>A policy goes by labels of a namespace that are not known yet.</summary>
public sealed class PolicyUnknownException(string @namespace)
    : TryAgainException($"the labels of namespace {@namespace} are not known yet, and its policy depends on them");
