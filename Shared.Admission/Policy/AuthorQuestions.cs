using Shared.Contracts.Core;

namespace Shared.Admission.Policy;

/// <summary>May somebody do this in a namespace?</summary>
/// <param name="Path">Where the application asks for it.</param>
/// <param name="Verb">As roles have it.</param>
/// <param name="Resource">Plural; of the core group.</param>
/// <param name="Name">Of one object; null: of any.</param>
public sealed record AuthorQuestion(string Path, string Verb, string Resource, string? Name)
{
    public override string ToString() => Name is null ? $"{Verb} {Resource}" : $"{Verb} {Resource} '{Name}'";
}

/// <summary>
/// What the author of an application would have to be allowed to do to get its pods without the operator. Whoever may create pods may mount all Secrets and ConfigMaps of
/// the namespace, so there is no question about those; the verb <c>use</c> is for administrators to grant on service accounts.
/// </summary>
public static class AuthorQuestions
{
    public const string Code = "PolicyAuthors";

    public static PolicyAction Action(AdmissionPolicy policy) =>
        policy.Authors is null ? PolicyJudgement.AsOf(policy, PolicyProfile.Restricted) : policy.Authors.Action ?? PolicyAction.Deny;

    /// <summary>Whether a policy, or one of its entries, has questions to ask.</summary>
    public static bool Asks(AdmissionPolicy policy) =>
        Action(policy) is not PolicyAction.Off || policy.Namespaces.OrEmpty().Any(entry => entry.Policy is { } other && Action(other) is not PolicyAction.Off);

    public static IEnumerable<AuthorQuestion> Of(PolicySubject subject) => subject.Pods
        .Select(pod => new AuthorQuestion(pod.ServiceAccountPath, "use", "serviceaccounts", pod.ServiceAccount))
        .DistinctBy(question => question.Name)
        .Prepend(new AuthorQuestion("spec", "create", "pods", null));
}
