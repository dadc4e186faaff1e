using System.Text.Json.Nodes;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Cli.Cluster;

/// <summary>An application with a schedule's template, to run now. The schedule owns it, so it goes with it; it is none of the schedule's own runs.</summary>
internal static class RunOfSchedule
{
    public static JsonObject Create(JsonObject schedule, string name)
    {
        var metadata = schedule["metadata"]!;
        return new JsonObject
        {
            ["apiVersion"] = SparkApplication.GroupVersion,
            ["kind"] = SparkApplication.KindName,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = metadata["namespace"]?.DeepClone(),
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = ScheduledSparkApplication.GroupVersion,
                    ["kind"] = ScheduledSparkApplication.KindName,
                    ["name"] = metadata["name"]?.DeepClone(),
                    ["uid"] = metadata["uid"]?.DeepClone(),
                }),
            },
            ["spec"] = schedule["spec"]?["template"]?.DeepClone() ?? throw new CliException($"ScheduledSparkApplication '{metadata["name"]}' has no spec.template, so there is nothing to run."),
        };
    }
}
