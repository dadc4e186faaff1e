using System.Text.Json;

namespace Shared.Admission.Validation;

/// <summary>Source: <c>core/v1</c> Affinity and Lifecycle.</summary>
internal static class PodShapes
{
    private static readonly JsonShape Text = new("text", value => value.ValueKind is JsonValueKind.String);
    private static readonly JsonShape Integer = new("whole number", value => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _));
    private static readonly JsonShape Texts = ListOf(Text);
    private static readonly JsonShape TextMap = Object();

    private static readonly JsonShape Requirement = Object(("key", Text), ("operator", Text), ("values", Texts)) with { Required = ["key", "operator"] };

    private static readonly JsonShape LabelSelector = Object(("matchLabels", TextMap), ("matchExpressions", ListOf(Requirement)));

    private static readonly JsonShape NodeSelectorTerm = Object(("matchExpressions", ListOf(Requirement)), ("matchFields", ListOf(Requirement)));

    private static readonly JsonShape NodeAffinity = Object(
        ("requiredDuringSchedulingIgnoredDuringExecution", Object(("nodeSelectorTerms", ListOf(NodeSelectorTerm))) with { Required = ["nodeSelectorTerms"] }),
        ("preferredDuringSchedulingIgnoredDuringExecution", ListOf(Object(("weight", Integer), ("preference", NodeSelectorTerm)) with { Required = ["weight", "preference"] })));

    private static readonly JsonShape PodAffinityTerm = Object(
        ("labelSelector", LabelSelector), ("namespaceSelector", LabelSelector), ("namespaces", Texts), ("topologyKey", Text)) with
    { Required = ["topologyKey"] };

    private static readonly JsonShape PodAffinity = Object(
        ("requiredDuringSchedulingIgnoredDuringExecution", ListOf(PodAffinityTerm)),
        ("preferredDuringSchedulingIgnoredDuringExecution", ListOf(Object(("weight", Integer), ("podAffinityTerm", PodAffinityTerm)) with { Required = ["weight", "podAffinityTerm"] })));

    public static readonly JsonShape Affinity = Object(("nodeAffinity", NodeAffinity), ("podAffinity", PodAffinity), ("podAntiAffinity", PodAffinity));

    private static readonly JsonShape Handler = Object(
        ("exec", Object(("command", Texts))),
        ("httpGet", Object(("path", Text), ("host", Text), ("scheme", Text))),
        ("tcpSocket", Object(("host", Text))),
        ("sleep", Object(("seconds", Integer)) with { Required = ["seconds"] }));

    public static readonly JsonShape Lifecycle = Object(("postStart", Handler), ("preStop", Handler), ("stopSignal", Text));

    private static JsonShape ListOf(JsonShape item) => new("list", value => value.ValueKind is JsonValueKind.Array) { Item = item };

    private static JsonShape Object(params (string Name, JsonShape Shape)[] members) =>
        new("object", value => value.ValueKind is JsonValueKind.Object) { Members = members.ToDictionary(member => member.Name, member => member.Shape) };
}
