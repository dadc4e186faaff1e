using System.Text.Json.Nodes;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.ScheduledSparkApplications;

/// <summary>The SparkApplication that a run is. The template goes into it as it was written, members that we do not know included.</summary>
internal static class RunBody
{
    public static JsonObject Of(ScheduleRecord schedule, string name)
    {
        var json = JsonNode.Parse(schedule.Json.Span)!;
        var labels = (json["metadata"]?["labels"] as JsonObject)?.DeepClone().AsObject() ?? [];

        // The schedule's own labels never hide its runs from it.
        labels[Labels.ScheduledAppName] = schedule.Name;
        return new JsonObject
        {
            ["apiVersion"] = SparkApplication.GroupVersion,
            ["kind"] = SparkApplication.KindName,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = schedule.Namespace,
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = schedule.ApiVersion,
                    ["kind"] = schedule.Kind,
                    ["name"] = schedule.Name,
                    ["uid"] = schedule.Uid,
                    ["blockOwnerDeletion"] = true,
                }),
            },
            ["spec"] = json["spec"]?["template"]?.DeepClone(),
        };
    }
}
