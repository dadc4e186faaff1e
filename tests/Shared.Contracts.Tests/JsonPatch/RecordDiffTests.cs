using System.Text;
using Shared.Contracts.Core;
using Shared.Contracts.JsonPatch;
using Shared.Contracts.Serialization;

namespace Shared.Contracts.Tests.JsonPatch;

public sealed class RecordDiffTests
{
    private static readonly string[] Pods =
    [
        "{}",
        """{"metadata":{"name":"a"},"spec":{"containers":[]}}""",
        """{"metadata":{"name":"a","labels":{"x/y":"1"}},"spec":{"containers":[{"name":"m","image":"i"}],"volumes":[{"name":"v","emptyDir":{}}]}}""",
        """{"metadata":{"name":"a","labels":{"x/y":"2","z":"3"}},"spec":{"containers":[{"name":"m","image":"j"},{"name":"n"}],"volumes":[{"name":"w","emptyDir":{}},{"name":"v","emptyDir":{}}]}}""",
        """{"metadata":{"name":"a","unknown":{"k":1}},"spec":{"hostNetwork":true,"containers":[{"name":"n"},{"name":"m","image":"i","resources":{"limits":{"cpu":1,"memory":"1Gi"}}}]}}""",
        """{"metadata":{"name":"b","unknown":{"k":2}},"spec":{"hostNetwork":false,"new":[1],"containers":[{"name":"m","image":"i","resources":{"limits":{"cpu":"1","memory":"1Gi"}},"env":[{"name":"A","value":"1"}]}]}}""",
        """{"spec":{"affinity":{"nodeAffinity":{"a":[1,2]}},"tolerations":[{"key":"k"}],"containers":[{"name":"m","args":["a","b","c"]}]}}""",
        """{"spec":{"affinity":{"nodeAffinity":{"a":[1,3]}},"tolerations":[{"key":"k","tolerationSeconds":5}],"containers":[{"name":"m","args":["a","c"]}]}}""",
    ];

    [Fact]
    public void Given_any_two_objects_When_compared_Then_it_says_what_their_documents_say()
    {
        foreach (var (before, after) in Pods.SelectMany(before => Pods.Select(after => (Read(before), Read(after)))))
            Same(before, after);
    }

    [Fact]
    public void Given_an_edit_When_compared_Then_it_says_what_their_documents_say()
    {
        var before = Read(Pods[4]);
        Pod[] edits =
        [
            before,
            before with { },
            before with { Spec = before.Spec! with { HostNetwork = null } },
            before with { Spec = before.Spec! with { Containers = [.. before.Spec.Containers!.Take(1)] } },
            before with { Spec = before.Spec! with { Containers = [before.Spec.Containers![0], before.Spec.Containers[1] with { Env = [new EnvVar { Name = "A" }] }] } },
            before with { Spec = before.Spec! with { Tolerations = [new Toleration { Key = "k" }] } },
            before with { Metadata = before.Metadata! with { Unmodelled = null } },
        ];

        foreach (var after in edits)
            Same(before, after);
    }

    [Fact]
    public void A_text_that_JSON_or_a_path_escapes_is_written_as_it_is()
    {
        var before = Read("""{"metadata":{"name":"a"}}""");

        Same(before, before with { Metadata = new ObjectMeta { Name = "é<\"\n", Annotations = new Dictionary<string, string> { ["a/b~c"] = "${x}" } } });
    }

    // Both forms, the operations and the document that is sent.
    private static void Same(Pod before, Pod after)
    {
        var expected = JsonPatchDiff.Between(ContractsJson.ToNode(before), ContractsJson.ToNode(after));

        Text(RecordDiff.Between(before, after)).Should().Equal(Text(expected));
        Encoding.UTF8.GetString(RecordDiff.PatchBetween(before, after) ?? []).Should().Be(expected.Count == 0 ? "" : Encoding.UTF8.GetString(ContractsJson.Serialize(expected)));
    }

    private static Pod Read(string json) => ContractsJson.Deserialize<Pod>(Encoding.UTF8.GetBytes(json));

    private static IEnumerable<string> Text(IEnumerable<JsonPatchOperation> operations) =>
        operations.Select(operation => $"{operation.Op} {operation.Path} {operation.Value?.ToJsonString()}");
}
