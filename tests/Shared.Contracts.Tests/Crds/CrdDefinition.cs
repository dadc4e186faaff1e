using System.Text.Json.Nodes;
using Shared.Contracts.Names;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Contracts.Tests.Crds;

internal sealed record PrinterColumn(string Name, string Type, string JsonPath, int Priority = 0);

/// <summary>One custom resource definition, but for its schema.</summary>
internal sealed record CrdDefinition(Type Kind, string GroupVersion, string Plural, string ShortName, PrinterColumn[] Columns)
{
    private const string ApprovedIn = "https://github.com/kubeflow/spark-operator/pull/1298";

    private static readonly PrinterColumn Age = new("Age", "date", ".metadata.creationTimestamp");

    // The original columns first and unchanged, for scripts count them; ours follow.
    public static readonly CrdDefinition[] All =
    [
        new(typeof(SparkApplication), SparkApplication.GroupVersion, "sparkapplications", "sparkapp",
        [
            new("Suspend", "boolean", ".spec.suspend"),
            new("Status", "string", ".status.applicationState.state"),
            new("Attempts", "string", ".status.executionAttempts"),
            new("Start", "string", ".status.lastSubmissionAttemptTime"),
            new("Finish", "string", ".status.terminationTime"),
            Age,
            new("Executors", "integer", ".status.runningExecutors"),
            new("Reason", "string", ".status.diagnosis.category"),
            new("Message", "string", ".status.diagnosis.message", Priority: 1),
        ]),
        new(typeof(ScheduledSparkApplication), ScheduledSparkApplication.GroupVersion, "scheduledsparkapplications", "scheduledsparkapp",
        [
            new("Schedule", "string", ".spec.schedule"),
            new("TimeZone", "string", ".spec.timeZone"),
            new("Suspend", "string", ".spec.suspend"),
            new("Last Run", "date", ".status.lastRun"),
            new("Last Run Name", "string", ".status.lastRunName"),
            Age,
            new("State", "string", ".status.scheduleState"),
            new("Next Run", "string", ".status.nextRun", Priority: 1),
            new("Reason", "string", ".status.reason", Priority: 1),
        ]),
        new(typeof(SparkConnect), SparkConnect.GroupVersion, "sparkconnects", "sparkconn",
        [
            Age,
            new("Status", "string", ".status.state"),
            new("PodName", "string", ".status.server.podName"),
            new("Service", "string", ".status.server.serviceName", Priority: 1),
            new("Message", "string", ".status.diagnosis.evidence", Priority: 1),
        ]),
    ];

    public string Group => GroupVersion.Split('/')[0];

    public string FileName => $"{Group}_{Plural}.yaml";

    public JsonObject ToJson(CrdSchema schema) => new()
    {
        ["apiVersion"] = "apiextensions.k8s.io/v1",
        ["kind"] = "CustomResourceDefinition",
        ["metadata"] = new JsonObject
        {
            ["name"] = $"{Plural}.{Group}",
            ["annotations"] = new JsonObject { [Annotations.ApiApproved] = ApprovedIn },
        },
        ["spec"] = new JsonObject
        {
            ["group"] = Group,
            ["scope"] = "Namespaced",
            ["names"] = new JsonObject
            {
                ["kind"] = Kind.Name,
                ["listKind"] = $"{Kind.Name}List",
                ["plural"] = Plural,
                ["singular"] = Plural[..^1],
                ["shortNames"] = new JsonArray(ShortName),
            },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["name"] = GroupVersion.Split('/')[1],
                ["served"] = true,
                ["storage"] = true,
                ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
                ["additionalPrinterColumns"] = new JsonArray([.. Columns.Select(ToJson)]),
                ["schema"] = new JsonObject { ["openAPIV3Schema"] = schema.Root(Kind) },
            }),
        },
    };

    private static JsonObject ToJson(PrinterColumn column)
    {
        var json = new JsonObject { ["name"] = column.Name, ["type"] = column.Type, ["jsonPath"] = column.JsonPath };
        if (column.Priority > 0)
            json["priority"] = column.Priority;
        return json;
    }
}
