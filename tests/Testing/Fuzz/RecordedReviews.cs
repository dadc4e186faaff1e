using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.SparkApplications;
using Testing.Recordings;

namespace Testing.Fuzz;

/// <summary>Sound reviews to begin with: what the recordings submitted, and a driver's pod. <c>FUZZ_COUNT</c> says how many spoiled ones are wanted.</summary>
public static class RecordedReviews
{
    public const string Uid = "705ab4f5-6393-11e8-b7cc-42010a800002";
    public const string Application = "app";

    // A share is enough to have every field once, and is quickly read.
    private const int OneOf = 4;

    /// <param name="inContinuousIntegration">Where nobody asks for another number.</param>
    public static int Count(int inContinuousIntegration) =>
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_COUNT"), CultureInfo.InvariantCulture, out var wanted) ? wanted : inContinuousIntegration;

    /// <summary>Kind of the object, and a review that asks for its creation, as a dry run: those are judged on what would come of them, too.</summary>
    public static IEnumerable<(string Kind, byte[] Review)> All()
    {
        foreach (var @case in (Goldens.Corpus?.Cases ?? []).Where((_, index) => index % OneOf == 0))
            yield return (SparkApplication.KindName, Review(@case.Json()));
        foreach (var line in (Goldens.Set("admission")?.Lines("other-kinds.jsonl") ?? []).Where((_, index) => index % OneOf == 0))
            yield return ((string)line["manifest"]!["kind"]!, Review(line["manifest"]!.AsObject()));
        yield return ("Pod", Review(JsonNode.Parse($$$"""
            {"metadata":{"name":"d","namespace":"default","labels":{"sparkoperator.k8s.io/app-name":"{{{Application}}}","spark-role":"driver"}},
             "spec":{"containers":[{"name":"spark-kubernetes-driver","image":"i","resources":{"limits":{"memory":"1Gi"} } }],"volumes":[{"name":"v","emptyDir":{} }]} }
            """)!.AsObject()));
    }

    private static byte[] Review(JsonObject @object) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["apiVersion"] = AdmissionReview.GroupVersion,
        ["kind"] = AdmissionReview.KindName,
        ["request"] = new JsonObject
        {
            ["uid"] = Uid,
            ["operation"] = "CREATE",
            ["namespace"] = "default",
            ["userInfo"] = new JsonObject { ["username"] = "alice", ["groups"] = new JsonArray("team"), ["extra"] = new JsonObject { ["scopes"] = new JsonArray("all") } },
            ["object"] = @object.DeepClone(),
            ["dryRun"] = true,
            ["options"] = new JsonObject { ["fieldValidation"] = "Strict" },
        },
    }.ToJsonString());
}
