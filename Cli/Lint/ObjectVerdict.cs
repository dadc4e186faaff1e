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
    public static ValidationOutcome? Of(Manifest manifest, AdmissionPolicy policy) => (manifest.ApiVersion, manifest.Kind) switch
    {
        (SparkApplication.GroupVersion, SparkApplication.KindName) => Of<SparkApplication>(manifest, application => Judge(application, policy)),
        (ScheduledSparkApplication.GroupVersion, ScheduledSparkApplication.KindName) =>
            Of<ScheduledSparkApplication>(manifest, schedule => Judge(schedule, policy)),
        (SparkConnect.GroupVersion, SparkConnect.KindName) =>
            Of<SparkConnect>(manifest, connect => SparkConnectValidation.Validate(SparkConnectDefaults.Apply(connect))),
        _ => null,
    };

    private static ValidationOutcome Judge(SparkApplication written, AdmissionPolicy policy)
    {
        var application = SparkApplicationDefaults.Apply(written);
        var outcome = SparkApplicationValidation.Validate(application);
        return outcome.IsValid ? outcome.And(Deeply(application, policy)) : outcome;
    }

    private static ValidationOutcome Judge(ScheduledSparkApplication written, AdmissionPolicy policy)
    {
        var schedule = ScheduledSparkApplicationDefaults.Apply(written);
        var outcome = ScheduledSparkApplicationValidation.Validate(schedule);
        return outcome.IsValid && schedule.Spec?.Template is not null
            ? outcome.And(NamespaceLimits.Judge(schedule, PolicyJudgement.For(policy, schedule.Metadata?.Namespace ?? DefaultNamespace))).And(Deeply(TemplateRun.Of(schedule), policy).Under(TemplateRun.Path))
            : outcome;
    }

    private static ValidationOutcome Deeply(SparkApplication application, AdmissionPolicy policy)
    {
        var @namespace = application.Metadata?.Namespace ?? DefaultNamespace;
        var placed = application with { Metadata = (application.Metadata ?? new ObjectMeta()) with { Namespace = @namespace } };
        return DeepJudgement.Judge(placed, PolicyJudgement.For(policy, @namespace));
    }

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
