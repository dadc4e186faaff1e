using Shared.Admission.Mutation;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.JsonPatch;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Reviews;

/// <summary>
/// The review of a pod, in two steps: <see cref="Ask"/> says which application must be known, <see cref="Answer"/> mutates the pod with it.
/// In between lies the lookup, which is not ours.
/// </summary>
public static class PodReview
{
    /// <param name="request">The question.</param>
    /// <param name="isWatched">Whether pods of a namespace are ours to change.</param>
    /// <returns>Which application to look up; or the answer, when none is needed.</returns>
    public static (PodQuestion? Question, AdmissionResponse? Answer) Ask(AdmissionRequest request, Func<string, bool> isWatched)
    {
        if (request.Operation is not ("CREATE" or "UPDATE"))
            return (null, Reviews.WithoutObject(request));
        if (ObjectReader.ReadPod(request.Object, out var refusal) is not { } pod)
            return (null, refusal);

        var @namespace = pod.Metadata?.Namespace ?? "";
        var application = (pod.Metadata?.Labels).OrEmpty().GetValueOrDefault(Labels.AppName);
        if (!isWatched(@namespace) || string.IsNullOrEmpty(application))
            return (null, Answers.Allowed);

        // Both become part of a path; what is no name of an object cannot be the name of this one.
        var question = new PodQuestion(pod, @namespace, application);
        return KubernetesNames.IsDns1123Subdomain(@namespace) && KubernetesNames.IsDns1123Subdomain(application)
            ? (question, null)
            : (null, Answer(question, null));
    }

    /// <param name="question">The pod.</param>
    /// <param name="application">What the lookup found; null when there is no such application.</param>
    public static AdmissionResponse Answer(PodQuestion question, SparkApplication? application)
    {
        if (application is null)
            return Answers.Forbidden($"failed to get SparkApplication {question.Namespace}/{question.Application}: it does not exist; a pod with the label '{Labels.AppName}' needs its application");
        if (SparkPodContext.RoleOf(question.Pod) is not { } role)
            return Answers.Forbidden($"metadata.labels[{Labels.SparkRole}]: a pod of SparkApplication '{question.Application}' must be labelled '{SparkRoles.Driver}' or '{SparkRoles.Executor}'");
        if (BadQuantity(question.Pod) is { } text)
            return Answers.BadRequest($"spec.containers: '{text}' is not a quantity; write a number with an optional unit, such as '500m' or '4Gi'");

        try
        {
            var mutated = PodMutations.Apply(question.Pod, new SparkPodContext(application, role));
            return Answers.Allowed.WithPatch(RecordDiff.PatchBetween(question.Pod, mutated));
        }
        catch (PodRefusedException exception)
        {
            return Answers.Forbidden($"failed to mutate Spark pod: {exception.Message}");
        }
    }

    /// <summary>Nobody can say whether there is such an application; the API server will try again or tell its user.</summary>
    public static AdmissionResponse LookupFailed(PodQuestion question, string cause) =>
        Answers.Forbidden($"failed to get SparkApplication {question.Namespace}/{question.Application}: {cause}");

    private static string? BadQuantity(Pod pod)
    {
        foreach (var container in (pod.Spec?.Containers).OrEmpty().Concat((pod.Spec?.InitContainers).OrEmpty()))
        {
            foreach (var (_, amount) in (container.Resources?.Requests).OrEmpty().Concat((container.Resources?.Limits).OrEmpty()))
            {
                if (!amount.TryGetValue(out _))
                    return amount.Text;
            }
        }

        return null;
    }
}

/// <summary>A pod that carries the name of an application.</summary>
public sealed record PodQuestion(Pod Pod, string Namespace, string Application);
