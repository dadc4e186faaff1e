using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing.Recordings;

namespace Shared.Submission.Tests;

/// <summary>The applications that a real operator submitted, as the API server stored them.</summary>
internal static class RecordedApplications
{
    public static IEnumerable<(string Name, SparkApplication Application)> All =>
        from @case in Goldens.Set("operator")?.Cases ?? []
        let json = @case.Json()
        where json["submission"] is JsonObject
        select (@case.Name, Of(json));

    private static SparkApplication Of(JsonObject @case)
    {
        var metadata = ContractsJson.Deserialize<ObjectMeta>(@case["manifest"]!["metadata"]!);
        return new SparkApplication
        {
            Metadata = metadata with { Namespace = "default", Name = metadata.Name ?? "generated", Uid = "b3512396-b39f-4ca7-ada6-967d9846c211" },
            Spec = ContractsJson.Deserialize<SparkApplicationSpec>(@case["stored"]!),
        };
    }
}
