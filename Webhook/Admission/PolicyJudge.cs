using Shared.Admission.Policy;
using Shared.Admission.Reviews;
using Shared.Admission.Validation;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;
using Shared.Hosting.Policy;
using Shared.Submission;
using Shared.Submission.Judgement;

namespace Webhook.Admission;

/// <summary>What the policy says about what comes in. Without a file everything may be stored, and a dry run alone is told what the usual profile would tell.</summary>
/// <param name="policies">Of the namespaces.</param>
/// <param name="applications">What namespaces hold.</param>
/// <param name="rendering">As the controller renders.</param>
internal sealed class PolicyJudge(NamespacePolicies policies, ApplicationCache applications, SubmissionOptions rendering)
{
    private static readonly ValidationOutcome Unknown = new(
        [new FieldError("metadata.namespace", "PolicyNamespaceUnknown", "the labels of this namespace are not known yet, so nobody can say which policy holds; try again in a moment")], []);

    public ValidationOutcome Judge(ApplicationQuestion question)
    {
        // An edit adds no application, but may add executors.
        var load = applications.LoadOf(question.Namespace, question.Application.Metadata?.Name);
        return Judge(question, question.Old is null ? load : load with { Applications = 0, Drivers = 0 });
    }

    /// <summary>Runs are counted when they are created.</summary>
    public ValidationOutcome JudgeTemplate(ApplicationQuestion question) => Judge(question, null);

    public ValidationOutcome JudgeSchedule(ScheduledSparkApplication schedule) =>
        policies.HasFile && policies.For(schedule.Metadata?.Namespace ?? "") is { } policy ? NamespaceLimits.Judge(schedule, policy) : ValidationOutcome.Fine;

    public ValidationOutcome JudgeConnect(SparkConnect connect, bool dryRun)
    {
        if (!policies.HasFile && !dryRun)
            return ValidationOutcome.Fine;
        return policies.For(connect.Metadata?.Namespace ?? "") is { } policy ? ConnectJudgement.Judge(connect, policy, rendering) : Unknown;
    }

    public SparkConnect Fill(SparkConnect connect, string @namespace) =>
        policies.HasFile && policies.For(@namespace) is { } policy ? PolicyDefaults.Apply(connect, policy) : connect;

    public SparkApplication Fill(SparkApplication application, string @namespace) =>
        policies.HasFile && policies.For(@namespace) is { } policy ? PolicyDefaults.Apply(application, policy) : application;

    private ValidationOutcome Judge(ApplicationQuestion question, NamespaceLoad? load)
    {
        if (!policies.HasFile && !question.DryRun)
            return ValidationOutcome.Fine;
        return policies.For(question.Namespace) is { } policy ? DeepJudgement.Judge(question.Application, policy, rendering, load) : Unknown;
    }
}
