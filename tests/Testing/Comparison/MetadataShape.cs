using System.Text.Json.Nodes;
using static Testing.Comparison.Shape;

namespace Testing.Comparison;

/// <summary>What an author writes; what the server adds (uid, versions, times, managed fields) is not compared.</summary>
internal static class MetadataShape
{
    private static readonly Shape Owner = Members(("controller", False), ("blockOwnerDeletion", False));

    public static readonly Shape Metadata = OnlyMembers(
        ("name", Anything),
        ("generateName", EmptyText),
        ("namespace", EmptyText),
        ("labels", Map(Anything)),
        ("annotations", Map(Anything)),
        ("finalizers", Sequence(Anything)),
        ("ownerReferences", Keyed(owner => $"{Text(owner, "kind")}/{Text(owner, "name")}", Owner)));

    internal static string Text(JsonObject node, string member) => node[member] switch
    {
        null => "",
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text,
        { } other => other.ToJsonString(),
    };
}
