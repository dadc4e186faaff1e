using Kubernetes.Client.Connection;
using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Webhook.Admission;

internal delegate ValueTask<AdmissionResponse> ReviewHandler(AdmissionRequest request, CancellationToken cancellationToken);

/// <summary>Which path answers which question.</summary>
internal static class Handlers
{
    /// <param name="options">Which namespaces are ours.</param>
    /// <param name="applications">Where the applications of pods are found.</param>
    /// <param name="judges">What else has a say.</param>
    /// <param name="authors">Who is asked whether authors may do what they want; null: nobody.</param>
    public static IReadOnlyDictionary<string, ReviewHandler> For(WebhookOptions options, ApplicationCache applications, ReviewJudges judges, AuthorCheck? authors) =>
        ReviewTable.With(judges)
            .Select(review => KeyValuePair.Create(review.Path, Handler(review, authors)))
            .Append(KeyValuePair.Create<string, ReviewHandler>(ReviewTable.PodPath, (request, cancellationToken) => MutatePodAsync(request, options, applications, cancellationToken)))
            .ToDictionary();

    private static ReviewHandler Handler(KindReview review, AuthorCheck? authors) => review.Mutates || authors is null
        ? (request, _) => ValueTask.FromResult(review.Answer(request))
        : (request, cancellationToken) => authors.JudgeAsync(request, review.Of.Kind, review.Answer(request), cancellationToken);

    private static async ValueTask<AdmissionResponse> MutatePodAsync(
        AdmissionRequest request, WebhookOptions options, ApplicationCache applications, CancellationToken cancellationToken)
    {
        var (question, answer) = PodReview.Ask(request, options.IsWatched);
        if (question is null)
            return answer!;

        try
        {
            var owner = (question.Pod.Metadata?.OwnerReferences).OrEmpty()
                .FirstOrDefault(reference => reference.Kind == SparkApplication.KindName && reference.Name == question.Application);
            return PodReview.Answer(question, await applications.FindAsync(question.Namespace, question.Application, owner?.Uid, cancellationToken));
        }
        catch (Exception exception) when (exception is ApiException or TimeoutException or ContractsJsonException)
        {
            return PodReview.LookupFailed(question, exception.Message);
        }
    }
}
