using Shared.Admission.Defaults;
using Shared.Contracts.Core;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Reviews;

/// <summary>The application that a run of a schedule would be, for those who judge applications.</summary>
public static class TemplateRun
{
    /// <summary>Where a schedule's author writes what an application's author writes under <c>spec</c>.</summary>
    public const string Path = "spec.template";

    public static SparkApplication Of(ScheduledSparkApplication schedule) => SparkApplicationDefaults.Apply(new SparkApplication
    {
        ApiVersion = SparkApplication.GroupVersion,
        Kind = SparkApplication.KindName,
        Metadata = new ObjectMeta { Name = schedule.Metadata?.Name, Namespace = schedule.Metadata?.Namespace, Labels = schedule.Metadata?.Labels },
        Spec = schedule.Spec?.Template,
    });
}
