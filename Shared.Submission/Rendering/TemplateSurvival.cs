using System.Collections.Immutable;
using Shared.Admission.Mutation;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Rendering;

/// <summary>What Spark's own steps take away from a template of this application, and the way around it.</summary>
/// <param name="Settings">Values that travel as settings instead.</param>
/// <param name="NeedsPodWebhook">Values that only the pod webhook can put back, one sentence each.</param>
internal sealed record TemplateSurvival(ImmutableArray<KeyValuePair<string, string>> Settings, ImmutableArray<string> NeedsPodWebhook)
{
    public static TemplateSurvival Of(SparkApplication application, SparkRole role, SparkRelease release)
    {
        var spec = application.Spec ?? new SparkApplicationSpec();
        var lost = TemplateLosses.Of(role).Where(loss => loss.Since is null || release.Has(loss.Since)).SelectMany(loss => loss.Concerns(spec)).ToList();

        return new TemplateSurvival(
            [.. lost.Select(value => value.Setting).OfType<KeyValuePair<string, string>>()],
            [.. lost.Select(value => value.NeedsPodWebhook).OfType<string>()]);
    }
}
