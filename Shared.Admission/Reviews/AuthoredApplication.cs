using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Reviews;

/// <summary>An application whose author has to answer for it.</summary>
/// <param name="Application">With its defaults and the namespace that it will have; for a schedule, what a run would be.</param>
/// <param name="Path">Where its specification stands in the object that was sent.</param>
public sealed record AuthoredApplication(SparkApplication Application, string Path)
{
    /// <summary>Null when nothing new is asked for, so that nobody has to answer: nothing is created, and no specification changes.</summary>
    public static AuthoredApplication? Of(AdmissionRequest request, string kind) => request.Operation is not ("CREATE" or "UPDATE")
        ? null
        : kind switch
        {
            SparkApplication.KindName => OfApplication(request),
            ScheduledSparkApplication.KindName => OfSchedule(request),
            _ => null,
        };

    private static AuthoredApplication? OfApplication(AdmissionRequest request)
    {
        if (ObjectReader.Read<SparkApplication>(request.Object, out _) is not { } application
            || (Old<SparkApplication>(request) is { } old && Outcomes.SameSpec(old.Spec, application.Spec)))
        {
            return null;
        }

        var defaulted = SparkApplicationDefaults.Apply(application);
        return new(defaulted with { Metadata = Reviews.Placed(request, defaulted.Metadata) }, "spec");
    }

    private static AuthoredApplication? OfSchedule(AdmissionRequest request)
    {
        if (ObjectReader.Read<ScheduledSparkApplication>(request.Object, out _) is not { } schedule
            || (Old<ScheduledSparkApplication>(request) is { } old && Outcomes.SameSpec(old.Spec, schedule.Spec)))
        {
            return null;
        }

        return new(TemplateRun.Of(schedule with { Metadata = Reviews.Placed(request, schedule.Metadata) }), TemplateRun.Path);
    }

    private static T? Old<T>(AdmissionRequest request) where T : class =>
        request.Operation == "UPDATE" ? ObjectReader.Read<T>(request.OldObject, out _) : null;
}
