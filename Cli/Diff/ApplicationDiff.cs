using System.Text.Json.Nodes;
using Shared.Admission.Defaults;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Diff;

/// <summary>What would change if a manifest replaced a live application. Defaults are filled in on both sides first.</summary>
internal static class ApplicationDiff
{
    private static readonly string[] Metadata = ["labels", "annotations"];

    public static IReadOnlyList<FieldDifference> Between(JsonObject live, JsonObject wanted) =>
    [
        .. Metadata.SelectMany(member => FieldDifferences.Between($"metadata.{member}", OwnMembers(live, member), OwnMembers(wanted, member))),
        .. FieldDifferences.Between("spec", Spec(live), Spec(wanted)),
    ];

    // As maps, also when absent, so that each key is told by itself.
    private static JsonObject OwnMembers(JsonObject application, string member)
    {
        var members = (application["metadata"]?[member] as JsonObject)?.DeepClone().AsObject() ?? [];
        members.Remove(Annotations.LastApplied);
        return members;
    }

    private static JsonObject Spec(JsonObject application) => Effective(ContractsJson.Deserialize<SparkApplication>(application).Spec);

    /// <summary>A specification with its defaults and without members that say nothing.</summary>
    public static JsonObject Effective(SparkApplicationSpec? written)
    {
        var spec = ContractsJson.ToNode(SparkApplicationDefaults.Apply(written ?? new SparkApplicationSpec()))!.AsObject();
        foreach (var member in spec.Where(member => IsEmpty(member.Value)).ToList())
            spec.Remove(member.Key);
        return spec;
    }

    // Defaulting fills members that older clients require with empty values, which mean the same as none.
    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject members => members.Count == 0,
        JsonArray items => items.Count == 0,
        JsonValue scalar => scalar.TryGetValue<string>(out var text) && text.Length == 0,
        _ => false,
    };
}
