using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Admission.Defaults;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Sets <c>operator</c> and <c>operator-gated</c>: the manifest to the specification that the API server stores.</summary>
internal sealed class StoredSpecAdapter : IGoldenAdapter
{
    public IEnumerable<Finding> Run(GoldenSet set) =>
        from @case in set.Cases
        let json = @case.Json()
        where json["stored"] is not null
        select Finding.Of(@case.Name, "stored", null, json["manifest"]!, () => Compare(json));

    private static IReadOnlyList<Difference> Compare(JsonObject json)
    {
        var ours = SparkApplicationDefaults.Apply(ContractsJson.Deserialize<SparkApplication>(json["manifest"]!)).Spec!;
        return SemanticComparer.Compare(SparkApplicationShape.Spec, json["stored"], ContractsJson.ToNode(ours), new Tokens());
    }
}
