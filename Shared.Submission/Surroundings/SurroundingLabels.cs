using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Preparation;

namespace Shared.Submission.Surroundings;

/// <summary>Labels of what is around a driver, and those by which it is found.</summary>
internal static class SurroundingLabels
{
    /// <summary>The application and, once there is one, its submission.</summary>
    public static IReadOnlyDictionary<string, string> Of(SparkApplication application)
    {
        var labels = new Dictionary<string, string> { [Labels.AppName] = application.Metadata?.Name ?? "" };
        return application.Status?.SubmissionId is { Length: > 0 } id ? labels.Plus((Labels.SubmissionId, id)) : labels;
    }

    public static IReadOnlyDictionary<string, string> OfDriver(SparkApplication application) =>
        new Dictionary<string, string>().Plus((Labels.AppName, application.Metadata?.Name ?? ""), (Labels.SparkRole, SparkRoles.Driver));
}
