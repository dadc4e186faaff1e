using Kubernetes.Client.Connection;
using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Webhook.Admission;

internal delegate ValueTask<AdmissionResponse> ReviewHandler(AdmissionRequest request, CancellationToken cancellationToken);

/// <summary>Which path answers which question. The paths are upstream's, so that its webhook configurations fit.</summary>
internal static class Handlers
{
    public const string Pod = "/mutate--v1-pod";

    public static IReadOnlyDictionary<string, ReviewHandler> For(WebhookOptions options, ApplicationCache applications) => new Dictionary<string, ReviewHandler>
    {
        [Pod] = (request, cancellationToken) => MutatePodAsync(request, options, applications, cancellationToken),
        ["/mutate-sparkoperator-k8s-io-v1beta2-sparkapplication"] = Pure(Reviews.MutateSparkApplication),
        ["/mutate-sparkoperator-k8s-io-v1beta2-scheduledsparkapplication"] = Pure(Reviews.MutateScheduledSparkApplication),
        ["/mutate-sparkoperator-k8s-io-v1alpha1-sparkconnect"] = Pure(Reviews.MutateSparkConnect),
        ["/validate-sparkoperator-k8s-io-v1beta2-sparkapplication"] = Pure(Reviews.ValidateSparkApplication),
        ["/validate-sparkoperator-k8s-io-v1beta2-scheduledsparkapplication"] = Pure(Reviews.ValidateScheduledSparkApplication),
        ["/validate-sparkoperator-k8s-io-v1alpha1-sparkconnect"] = Pure(Reviews.ValidateSparkConnect),
    };

    private static ReviewHandler Pure(Func<AdmissionRequest, AdmissionResponse> review) => (request, _) => ValueTask.FromResult(review(request));

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
