using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Rendering;

namespace Shared.Submission.Gangs;

/// <summary>
/// The object by which a scheduler knows a gang. It is one for all attempts of an application. Its scheduler waits for the resources, and places the driver
/// (<c>minMember</c> 1, for executors come later) when they are there. Source: <c>controller.md</c> 2.7.2, 2.7.3.
/// </summary>
public static class PodGroups
{
    private const string Plural = "podgroups";

    /// <summary>Null when the application's scheduler needs none, or is told of another one.</summary>
    /// <param name="application">As it was prepared.</param>
    /// <param name="scheduler">Of the application.</param>
    /// <param name="resources">What driver and first executors ask for.</param>
    public static Companion? Of(SparkApplication application, GangScheduler scheduler, IReadOnlyDictionary<string, Quantity> resources) =>
        Reference(application, scheduler) is not { } reference ? null : CompanionCompletion.Of(
            new Companion.OfOther(
                new KubernetesObject
                {
                    ApiVersion = reference.ApiVersion,
                    Kind = reference.Kind,
                    Metadata = new ObjectMeta { Name = reference.Name },
                    Spec = Spec(application.Spec?.BatchSchedulerOptions, scheduler, resources),
                },
                reference.Plural),
            application,
            application.Metadata?.Namespace ?? "default");

    /// <summary>The group that an application has under these options, if it has one.</summary>
    public static CompanionReference? Reference(SparkApplication application, SubmissionOptions options) =>
        GangSchedulers.For(application.Spec, options) is { } scheduler ? Reference(application, scheduler) : null;

    private static CompanionReference? Reference(SparkApplication application, GangScheduler scheduler)
    {
        var name = application.Metadata?.Name ?? "";
        return scheduler switch
        {
            GangScheduler.Volcano when VolcanoMark.GroupOf(application) == ResourceNames.VolcanoPodGroup(name) =>
                new("scheduling.volcano.sh/v1beta1", "PodGroup", Plural, ResourceNames.VolcanoPodGroup(name)),
            GangScheduler.SchedulerPlugins => new("scheduling.x-k8s.io/v1alpha1", "PodGroup", Plural, ResourceNames.SchedulerPluginsPodGroup(name)),
            _ => null,
        };
    }

    // Queue, priority and resources of one's own are known to Volcano alone.
    private static JsonElement Spec(BatchSchedulerOptions? options, GangScheduler scheduler, IReadOnlyDictionary<string, Quantity> resources)
    {
        var own = scheduler is GangScheduler.Volcano ? options : null;
        var spec = new JsonObject { ["minMember"] = 1 };
        var minimum = own?.Resources is { Count: > 0 } chosen ? chosen : resources;
        if (minimum.Count > 0)
            spec["minResources"] = new JsonObject(minimum.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value.Text)));
        if (own?.PriorityClassName is { Length: > 0 } priority)
            spec["priorityClassName"] = priority;
        if (own?.Queue is { Length: > 0 } queue)
            spec["queue"] = queue;
        return JsonDocument.Parse(spec.ToJsonString()).RootElement;
    }
}
