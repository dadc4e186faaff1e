using System.Collections.Immutable;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Connect;
using Shared.Submission.Executors;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Judgement;

/// <summary>
/// What would become of a Connect server: its pod as the controller makes it, and the first executor that it asks for. Clients of a server that runs may still choose
/// other resources for their own executors; its template and its settings hold for those too.
/// </summary>
public static class ConnectJudgement
{
    private const string Server = "server";

    // What only a cluster knows. It shows in names and addresses, which nobody judges.
    private const string Address = "0.0.0.0";
    private static readonly OwnerReference Owner = new() { ApiVersion = SparkConnect.GroupVersion, Kind = SparkConnect.KindName, Name = Server, Uid = Guid.Empty.ToString() };

    /// <param name="connect">Valid in itself, with its namespace.</param>
    /// <param name="policy">Of its namespace.</param>
    /// <param name="options">Of the operator.</param>
    public static ValidationOutcome Judge(SparkConnect connect, AdmissionPolicy policy, SubmissionOptions? options = null)
    {
        var (subject, errors) = Render(connect, policy, options);
        return subject is null ? NotRendered.Of(errors, policy) : PolicyJudgement.Judge(subject, policy);
    }

    /// <summary>What would run, with what the policy fills in; null when it cannot be rendered.</summary>
    /// <inheritdoc cref="Judge"/>
    public static PolicySubject? SubjectOf(SparkConnect connect, AdmissionPolicy policy, SubmissionOptions? options = null) => Render(connect, policy, options).Subject;

    private static (PolicySubject? Subject, IReadOnlyList<SubmissionError> Errors) Render(SparkConnect connect, AdmissionPolicy policy, SubmissionOptions? options)
    {
        var filled = PolicyDefaults.Apply(connect, policy);
        var named = filled with { Metadata = filled.Metadata! with { Name = filled.Metadata.Name ?? Server, Namespace = filled.Metadata.Namespace ?? "" } };
        var (spec, submission) = (named.Spec!, options ?? SubmissionOptions.Default);

        var server = ConnectObjects.Of(named, Owner, submission).Server;
        var properties = ConnectObjects.Properties(named, Address, submission);
        var (executor, errors) = ExecutorPrediction.Of(
            new SparkObjects(
                Server, named.Metadata.Namespace, server, [], Template(spec), properties, ImmutableSortedDictionary<string, string>.Empty, []),
            SparkReleases.Resolve(spec.SparkVersion, spec.Image).Release,
            FirstExecutor.Imagined);
        return executor is null
            ? (null, [.. errors.Select(error => error with { Path = PathOf(error.Path, spec) })])
            : (new PolicySubject(
                WrittenSettings.Of(filled), [JudgedPod.OfTemplate(Server, server), JudgedPod.OfTemplate(SparkRoles.Executor, executor.Pod)], properties), []);
    }

    private static PodTemplateFile? Template(SparkConnectSpec spec) => spec.Executor?.Template is { } template
        ? PodTemplateFile.Of(new Pod { Metadata = template.Metadata, Spec = template.Spec })
        : null;

    private static string PathOf(string key, SparkConnectSpec spec) =>
        spec.SparkConf.OrEmpty().ContainsKey(key) ? $"spec.sparkConf[{key}]" : key == SparkConfKeys.ExecutorPodTemplateFile ? "spec.executor.template" : key;
}
