using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Reviews;

/// <summary>What its author has to answer for, with its defaults and the namespace that it will have.</summary>
/// <param name="Path">Where its specification stands in the object that was sent.</param>
public abstract record AuthoredObject(string Path)
{
    private const string Spec = "spec";

    /// <summary>For a schedule, what a run would be.</summary>
    public sealed record OfApplication(SparkApplication Application, string Path) : AuthoredObject(Path);

    public sealed record OfConnect(SparkConnect Connect) : AuthoredObject(Spec);

    /// <summary>Null when nothing new is asked for, so that nobody has to answer: nothing is created, and no specification changes.</summary>
    public static AuthoredObject? Of(AdmissionRequest request, string kind) => request.Operation is not ("CREATE" or "UPDATE")
        ? null
        : kind switch
        {
            SparkApplication.KindName => FromApplication(request),
            ScheduledSparkApplication.KindName => FromSchedule(request),
            SparkConnect.KindName => FromConnect(request),
            _ => null,
        };

    private static OfApplication? FromApplication(AdmissionRequest request)
    {
        if (ObjectReader.Read<SparkApplication>(request.Object, out _) is not { } application
            || (Old<SparkApplication>(request) is { } old && Outcomes.SameSpec(old.Spec, application.Spec)))
        {
            return null;
        }

        var defaulted = SparkApplicationDefaults.Apply(application);
        return new(defaulted with { Metadata = Reviews.Placed(request, defaulted.Metadata) }, Spec);
    }

    private static OfApplication? FromSchedule(AdmissionRequest request)
    {
        if (ObjectReader.Read<ScheduledSparkApplication>(request.Object, out _) is not { } schedule
            || (Old<ScheduledSparkApplication>(request) is { } old && Outcomes.SameSpec(old.Spec, schedule.Spec)))
        {
            return null;
        }

        return new(TemplateRun.Of(schedule with { Metadata = Reviews.Placed(request, schedule.Metadata) }), TemplateRun.Path);
    }

    private static OfConnect? FromConnect(AdmissionRequest request) =>
        ObjectReader.Read<SparkConnect>(request.Object, out _) is not { } connect || (Old<SparkConnect>(request) is { } old && Outcomes.SameSpec(old.Spec, connect.Spec))
            ? null
            : new(connect with { Metadata = Reviews.Placed(request, connect.Metadata) });

    private static T? Old<T>(AdmissionRequest request) where T : class =>
        request.Operation == "UPDATE" ? ObjectReader.Read<T>(request.OldObject, out _) : null;
}
