using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.Conf;
using Shared.Submission.Gangs;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;
using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary>What a driver will ask for first.</summary>
/// <param name="Pod">The first executor.</param>
/// <param name="Claims">Created with it.</param>
public sealed record PredictedExecutor(Pod Pod, ImmutableArray<Companion> Claims);

/// <summary>The executors that a driver will make, from what it is given. Source: <c>KubernetesExecutorBuilder</c>.</summary>
public static class ExecutorPrediction
{
    /// <summary>The pod, or the reasons why the driver will fail instead.</summary>
    public static (PredictedExecutor? Executor, IReadOnlyList<SubmissionError> Errors) Of(
        SparkObjects objects, SparkRelease release, ExecutorCircumstances circumstances)
    {
        var errors = new ErrorList();
        var identity = new SparkIdentity(
            objects.ApplicationId, circumstances.ResourceId, circumstances.ConfigMapId, circumstances.ConfigMapId, circumstances.LocalDirectoryId, default);
        var name = objects.Properties.GetValueOrDefault(SparkConfKeys.AppName, "spark");
        var type = objects.Properties.GetValueOrDefault(SparkConfKeys.ResourceType) switch
        {
            "python" => ResourceType.Python,
            "r" => ResourceType.R,
            _ => ResourceType.Java,
        };

        var context = new StepContext(
            new SparkSubmitArguments { Flags = [], Conf = [] },
            new SubmittedApplication(name, type, "", "", null, []),
            new SparkConf(objects.Properties, ImmutableDictionary<string, string>.Empty, release, errors),
            release, identity, SparkNames.For(name, identity, release), ImmutableDictionary<string, string>.Empty, errors);

        var draft = ExecutorSteps.Run(ExecutorTemplate.Load(objects.ExecutorTemplate, context), new ExecutorContext(context, objects, circumstances));
        return errors.Any ? (null, errors.All) : (Assembled(draft, context), []);
    }

    /// <summary>All that a driver asks for at its start: the fixed number, or the first ones of a number that moves.</summary>
    /// <param name="objects">Of the submission.</param>
    /// <param name="release">Whose rules the driver follows.</param>
    /// <param name="identity">Stands in for what the driver draws itself; names of real executors differ in it.</param>
    public static (IReadOnlyList<PredictedExecutor> Executors, IReadOnlyList<SubmissionError> Errors) AtStart(
        SparkObjects objects, SparkRelease release, SparkIdentity identity)
    {
        var executors = new List<PredictedExecutor>();
        for (var id = 1; id <= GangSize.InitialExecutors(objects.Properties); id++)
        {
            var (executor, errors) = Of(objects, release, new ExecutorCircumstances
            {
                ResourceId = identity.ResourceId,
                ConfigMapId = identity.ConfigMapId,
                LocalDirectoryId = identity.LocalDirectoryId,
                DriverUid = "",
                DriverPodIp = "",
                ExecutorId = id,
            });
            if (executor is null)
                return ([], errors);
            executors.Add(executor);
        }

        return (executors, []);
    }

    private static PredictedExecutor Assembled(DriverDraft draft, StepContext context) => new(
        draft.Pod with
        {
            Metadata = draft.Pod.Metadata! with { Namespace = draft.Pod.Metadata.Namespace is null ? null : context.Namespace },
            Spec = draft.Pod.Spec! with { Containers = [.. draft.Pod.Spec.Containers.OrEmpty(), draft.Main] },
        },
        [.. draft.Companions]);
}
