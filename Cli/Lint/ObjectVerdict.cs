using Kubernetes.Client.Manifests;
using Shared.Admission.Defaults;
using Shared.Admission.Policy;
using Shared.Admission.Reviews;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Judgement;

namespace Cli.Lint;

/// <summary>What the webhook would say of one object, and what would become of it.</summary>
internal static class ObjectVerdict
{
    private const string DefaultNamespace = "default";

    /// <summary>Null for objects that are not ours to judge.</summary>
    public static ValidationOutcome? Of(Manifest manifest, GivenPolicy policy) => (manifest.ApiVersion, manifest.Kind) switch
    {
        (SparkApplication.GroupVersion, SparkApplication.KindName) => Of<SparkApplication>(manifest, application => Judge(application, policy)),
        (ScheduledSparkApplication.GroupVersion, ScheduledSparkApplication.KindName) =>
            Of<ScheduledSparkApplication>(manifest, schedule => Judge(schedule, policy)),
        (SparkConnect.GroupVersion, SparkConnect.KindName) =>
            Of<SparkConnect>(manifest, connect => Judge(connect, policy)),
        _ => null,
    };

    private static ValidationOutcome Judge(SparkApplication written, GivenPolicy policy)
    {
        var application = SparkApplicationDefaults.Apply(written);
        var outcome = SparkApplicationValidation.Validate(application);
        return outcome.IsValid ? outcome.And(policy.Judge(application.Metadata?.Namespace ?? DefaultNamespace, known => DeepJudgement.Judge(Placed(application), known))) : outcome;
    }

    private static ValidationOutcome Judge(ScheduledSparkApplication written, GivenPolicy policy)
    {
        var schedule = ScheduledSparkApplicationDefaults.Apply(written);
        var outcome = ScheduledSparkApplicationValidation.Validate(schedule);
        return outcome.IsValid && schedule.Spec?.Template is not null
            ? outcome.And(policy.Judge(schedule.Metadata?.Namespace ?? DefaultNamespace, known =>
                NamespaceLimits.Judge(schedule, known).And(DeepJudgement.Judge(Placed(TemplateRun.Of(schedule)), known).Under(TemplateRun.Path))))
            : outcome;
    }

    private static ValidationOutcome Judge(SparkConnect written, GivenPolicy policy)
    {
        var connect = SparkConnectDefaults.Apply(written);
        var outcome = SparkConnectValidation.Validate(connect);
        return outcome.IsValid
            ? outcome.And(policy.Judge(connect.Metadata?.Namespace ?? DefaultNamespace, known => ConnectJudgement.Judge(connect with { Metadata = Placed(connect.Metadata) }, known)))
            : outcome;
    }

    private static SparkApplication Placed(SparkApplication application) => application with { Metadata = Placed(application.Metadata) };

    private static ObjectMeta Placed(ObjectMeta? metadata) => (metadata ?? new ObjectMeta()) with { Namespace = metadata?.Namespace ?? DefaultNamespace };

    private static ValidationOutcome Of<T>(Manifest manifest, Func<T, ValidationOutcome> validate)
    {
        try
        {
            return validate(ContractsJson.Deserialize<T>(manifest.Object));
        }
        catch (ContractsJsonException exception)
        {
            return new ValidationOutcome([.. exception.Misfits.Select(misfit => new FieldError(misfit.Path, ErrorCodes.InvalidType, misfit.Problem))], []);
        }
    }
}
