using System.Collections.Immutable;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;
using Shared.Submission.Gangs;

namespace Shared.Submission.Preparation;

/// <summary>What the operator changes in its copy of an application before it submits it. Source: <c>controller.md</c> 1.6.</summary>
public static class ApplicationPreparation
{
    // Order is contract: monitoring adds annotations that a scheduler then sees.
    private static readonly ImmutableArray<Func<SparkApplication, SubmissionOptions, ErrorList, SparkApplication>> InOrder =
    [
        WebUIProxy.Apply,
        PrometheusMonitoring.Apply,
        BatchScheduling.Apply,
    ];

    public static (SparkApplication Application, IReadOnlyList<SubmissionError> Errors) Apply(SparkApplication application, SubmissionOptions options)
    {
        var errors = new ErrorList();
        var prepared = InOrder.Aggregate(application, (current, step) => step(current, options, errors));
        return (prepared, errors.All);
    }
}
