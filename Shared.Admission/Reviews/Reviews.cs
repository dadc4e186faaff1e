using System.Collections.Immutable;
using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.JsonPatch;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Reviews;

/// <summary>The reviews of our own kinds.</summary>
public static class Reviews
{
    public static AdmissionResponse MutateSparkApplication(AdmissionRequest request) => MutateSparkApplication(request, ReviewJudges.None.Defaults);

    /// <param name="request">The question.</param>
    /// <param name="defaults">Of the administrator; only new applications and those whose specification changed get them, as their other defaults.</param>
    public static AdmissionResponse MutateSparkApplication(AdmissionRequest request, ApplicationDefaults defaults) => Mutate<SparkApplication>(request, application =>
        SparkApplicationDefaults.Apply(application) is var defaulted && SparkApplicationDefaults.AreDue(application) ? defaults(defaulted, request.Namespace ?? "") : defaulted);

    public static AdmissionResponse MutateScheduledSparkApplication(AdmissionRequest request) =>
        Mutate<ScheduledSparkApplication>(request, ScheduledSparkApplicationDefaults.Apply);

    public static AdmissionResponse MutateSparkConnect(AdmissionRequest request) => MutateSparkConnect(request, ReviewJudges.None.DefaultsOfConnects);

    /// <param name="request">The question.</param>
    /// <param name="defaults">Of the administrator; only new servers and those whose specification changed get them, for they are part of what a server is started with.</param>
    public static AdmissionResponse MutateSparkConnect(AdmissionRequest request, ConnectDefaults defaults) => Mutate<SparkConnect>(request, connect =>
        request.Operation == "UPDATE" && ObjectReader.Read<SparkConnect>(request.OldObject, out _) is { } old && Outcomes.SameSpec(old.Spec, connect.Spec)
            ? connect
            : defaults(SparkConnectDefaults.Apply(connect), request.Namespace ?? ""));

    public static AdmissionResponse ValidateSparkApplication(AdmissionRequest request) => ValidateSparkApplication(request, ReviewJudges.None);

    /// <param name="request">The question.</param>
    /// <param name="judges">Asked when the application itself is valid.</param>
    public static AdmissionResponse ValidateSparkApplication(AdmissionRequest request, ReviewJudges judges) =>
        Validate<SparkApplication>(
            request,
            application => Judged(request, null, application, SparkApplicationValidation.Validate(application), judges.OfApplications),
            (old, application) => Outcomes.SameSpec(old.Spec, application.Spec)
                ? ValidationOutcome.Fine
                : Judged(request, old, application, SparkApplicationValidation.Validate(application), judges.OfApplications));

    public static AdmissionResponse ValidateScheduledSparkApplication(AdmissionRequest request) => ValidateScheduledSparkApplication(request, ReviewJudges.None);

    /// <param name="request">The question.</param>
    /// <param name="judges">Asked about the schedule, and about the application that a run would be, so that nothing is stored for runs that nobody would admit.</param>
    public static AdmissionResponse ValidateScheduledSparkApplication(AdmissionRequest request, ReviewJudges judges) =>
        Validate<ScheduledSparkApplication>(
            request,
            schedule => Judged(request, schedule, ScheduledSparkApplicationValidation.Validate(schedule), judges),
            (old, schedule) => Outcomes.SameSpec(old.Spec, schedule.Spec)
                ? ValidationOutcome.Fine
                : Judged(request, schedule, ScheduledSparkApplicationValidation.Validate(schedule), judges));

    public static AdmissionResponse ValidateSparkConnect(AdmissionRequest request) => ValidateSparkConnect(request, ReviewJudges.None);

    /// <param name="request">The question.</param>
    /// <param name="judges">Asked when the Connect server itself is valid.</param>
    public static AdmissionResponse ValidateSparkConnect(AdmissionRequest request, ReviewJudges judges) =>
        Validate<SparkConnect>(
            request,
            connect => Judged(request, connect, judges),
            (old, connect) => Outcomes.SameSpec(old.Spec, connect.Spec) ? ValidationOutcome.Fine : Judged(request, connect, judges));

    private static ValidationOutcome Judged(
        AdmissionRequest request, SparkApplication? old, SparkApplication application, ValidationOutcome outcome, ImmutableArray<ApplicationJudge> judges)
    {
        if (!outcome.IsValid || judges.IsEmpty)
            return outcome;

        var question = new ApplicationQuestion(application with { Metadata = Placed(request, application.Metadata) }, old, request.DryRun is true);
        return judges.Aggregate(outcome, (found, judge) => found.And(judge(question)));
    }

    private static ValidationOutcome Judged(AdmissionRequest request, ScheduledSparkApplication schedule, ValidationOutcome outcome, ReviewJudges judges)
    {
        if (!outcome.IsValid || schedule.Spec?.Template is null)
            return outcome;

        var placed = schedule with { Metadata = Placed(request, schedule.Metadata) };
        var runs = Judged(request, null, TemplateRun.Of(placed), ValidationOutcome.Fine, judges.OfTemplates).Under(TemplateRun.Path);
        return judges.OfSchedules.Aggregate(outcome, (found, judge) => found.And(judge(placed))).And(runs);
    }

    private static ValidationOutcome Judged(AdmissionRequest request, SparkConnect connect, ReviewJudges judges)
    {
        var outcome = SparkConnectValidation.Validate(connect);
        if (!outcome.IsValid || judges.OfConnects.IsEmpty)
            return outcome;

        var placed = connect with { Metadata = Placed(request, connect.Metadata) };
        return judges.OfConnects.Aggregate(outcome, (found, judge) => found.And(judge(placed, request.DryRun is true)));
    }

    // The address of the request decides the namespace; the object repeats it, or is empty.
    internal static ObjectMeta? Placed(AdmissionRequest request, ObjectMeta? metadata) =>
        string.IsNullOrEmpty(request.Namespace) ? metadata : (metadata ?? new ObjectMeta()) with { Namespace = request.Namespace };

    private static AdmissionResponse Mutate<T>(AdmissionRequest request, Func<T, T> apply) where T : OpenRecord
    {
        if (request.Operation is not ("CREATE" or "UPDATE"))
            return WithoutObject(request);
        if (ObjectReader.Read<T>(request.Object, out var refusal) is not { } before)
            return refusal!;

        var after = apply(before);
        return ReferenceEquals(before, after)
            ? Answers.Allowed
            : Answers.Allowed.WithPatch(RecordDiff.PatchBetween(before, after));
    }

    private static AdmissionResponse Validate<T>(AdmissionRequest request, Func<T, ValidationOutcome> create, Func<T, T, ValidationOutcome> update)
        where T : OpenRecord
    {
        if (request.Operation is not ("CREATE" or "UPDATE"))
            return WithoutObject(request);
        if (ObjectReader.Read<T>(request.Object, out var refusal) is not { } present)
            return refusal!;

        // What was stored under older rules may not be readable; then the new object is judged as if it were created.
        var old = request.Operation == "UPDATE" ? ObjectReader.Read<T>(request.OldObject, out _) : null;
        var outcome = old is null ? create(present) : update(old, present);
        return Answers.From(ObjectReader.IsStrict(request) ? outcome.Strictly() : outcome);
    }

    internal static AdmissionResponse WithoutObject(AdmissionRequest request) => request.Operation is "DELETE" or "CONNECT"
        ? Answers.Allowed
        : Answers.BadRequest($"operation '{request.Operation}' is unknown; it is one of CREATE, UPDATE, DELETE and CONNECT");
}
