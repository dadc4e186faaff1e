using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.Executors;

namespace Shared.Submission.Judgement;

/// <summary>The executor that a rendered driver would ask for first, with what the pod webhook would add.</summary>
public static class FirstExecutor
{
    // What only a running driver knows. It shows in names and addresses, which nobody judges.
    internal static readonly ExecutorCircumstances Imagined = new()
    {
        ResourceId = new string('0', 16),
        ConfigMapId = new string('0', 16),
        LocalDirectoryId = Guid.Empty.ToString(),
        DriverUid = Guid.Empty.ToString(),
        DriverPodIp = "0.0.0.0",
    };

    /// <summary>The pod, or the reasons why the driver would fail instead.</summary>
    /// <exception cref="PodRefusedException">What the application adds does not fit to what Spark makes.</exception>
    public static (Pod? Executor, IReadOnlyList<SubmissionError> Errors) Of(SubmissionResult.Rendered rendered, SparkApplication application)
    {
        var (executor, errors) = ExecutorPrediction.Of(rendered.Objects, rendered.Release, Imagined);
        return executor is null
            ? (null, FieldPaths.Named(errors, application))
            : (PodMutations.Apply(executor.Pod, new SparkPodContext(application, SparkRole.Executor)), []);
    }
}
