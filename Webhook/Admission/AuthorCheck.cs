using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Admission.Policy;
using Shared.Admission.Reviews;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Hosting.Policy;
using Shared.Submission;
using Shared.Submission.Judgement;

namespace Webhook.Admission;

/// <summary>
/// May whoever wrote an application or a Connect server do alone what the operator would do for them? The API server says, by SubjectAccessReviews about the author of the request; it stores nothing
/// for them. Asked last, about what everything else allows.
/// </summary>
/// <param name="policies">Whether to ask.</param>
/// <param name="trusted">Names of users who are not asked about: the controller creates runs of schedules whose authors were.</param>
/// <param name="rendering">As the controller renders.</param>
/// <param name="api">Whom to ask.</param>
internal sealed class AuthorCheck(NamespacePolicies policies, IReadOnlyList<string> trusted, SubmissionOptions rendering, IKubernetesApi api)
{
    private static readonly KubernetesResource Reviews = new("authorization.k8s.io", "v1", "subjectaccessreviews", "SubjectAccessReview", Namespaced: false);

    /// <param name="request">The question.</param>
    /// <param name="kind">Of the object.</param>
    /// <param name="answer">What everybody else said.</param>
    /// <param name="cancellationToken">Of the request.</param>
    public async ValueTask<AdmissionResponse> JudgeAsync(AdmissionRequest request, string kind, AdmissionResponse answer, CancellationToken cancellationToken)
    {
        if (answer.Allowed is not true || policies.For(request.Namespace ?? "") is not { } policy || AuthorQuestions.Action(policy) is PolicyAction.Off || IsTrusted(request.UserInfo)
            || AuthoredObject.Of(request, kind) is not { } authored)
        {
            return answer;
        }

        var findings = await AskAsync(request, authored, policy, cancellationToken);
        var outcome = AuthorQuestions.Action(policy) is PolicyAction.Deny ? new ValidationOutcome(findings, []) : new ValidationOutcome([], findings);
        return answer.And(outcome.Under(authored.Path));
    }

    private bool IsTrusted(UserInfo? user) => user?.Username is { Length: > 0 } name && trusted.Contains(name);

    private async Task<FieldError[]> AskAsync(AdmissionRequest request, AuthoredObject authored, AdmissionPolicy policy, CancellationToken cancellationToken)
    {
        if (request.UserInfo is not { Username.Length: > 0 } user)
            return [Finding("spec", "the review does not say who its author is, so nobody can say what they may do")];
        if (SubjectOf(authored, policy) is not { } subject)
            return [Finding("spec", "its pods cannot be told beforehand, so nobody can say whether its author could have made them")];

        var findings = await Task.WhenAll(AuthorQuestions.Of(subject).Select(question => AskAsync(request.Namespace ?? "", user, question, cancellationToken)));
        return [.. findings.OfType<FieldError>()];
    }

    private PolicySubject? SubjectOf(AuthoredObject authored, AdmissionPolicy policy) => authored switch
    {
        AuthoredObject.OfApplication(var application, _) => DeepJudgement.SubjectOf(application, policy, rendering),
        AuthoredObject.OfConnect(var connect) => ConnectJudgement.SubjectOf(connect, policy, rendering),
        _ => throw new UnreachableException($"'{authored.GetType().Name}' becomes no pods."),
    };

    private async Task<FieldError?> AskAsync(string @namespace, UserInfo user, AuthorQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.SendAsync(ApiRequests.Create(Reviews, null, JsonSerializer.SerializeToUtf8Bytes(Review(@namespace, user, question), ReviewJson.Default.JsonObject)), cancellationToken);
            using var review = JsonDocument.Parse(answer.Body);
            return review.RootElement.TryGetProperty("status", out var status) && status.TryGetProperty("allowed", out var allowed) && allowed.ValueKind is JsonValueKind.True
                ? null
                : Finding(question.Path, $"'{user.Username}' may not {question} in namespace '{@namespace}', so the operator does not do it for them; ask for a role with that right, or use what it already covers");
        }
        catch (ApiException exception)
        {
            return Finding(question.Path, $"nobody could say whether '{user.Username}' may {question}: {exception.Message}; try again");
        }
    }

    private static FieldError Finding(string path, string message) => new(path, AuthorQuestions.Code, message);

    private static JsonObject Review(string @namespace, UserInfo user, AuthorQuestion question) => new()
    {
        ["apiVersion"] = "authorization.k8s.io/v1",
        ["kind"] = "SubjectAccessReview",
        ["spec"] = new JsonObject
        {
            ["user"] = user.Username,
            ["uid"] = user.Uid,
            ["groups"] = new JsonArray([.. user.Groups.OrEmpty().Select(group => JsonValue.Create(group))]),
            ["extra"] = user.Extra is { ValueKind: JsonValueKind.Object } extra ? JsonObject.Create(extra) : null,
            ["resourceAttributes"] = new JsonObject { ["namespace"] = @namespace, ["verb"] = question.Verb, ["resource"] = question.Resource, ["name"] = question.Name },
        },
    };
}

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ReviewJson : JsonSerializerContext;
