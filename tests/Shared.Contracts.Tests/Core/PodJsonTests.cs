using System.Text;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Shared.Contracts.Tests.Core;

public sealed class PodJsonTests
{
    private const string PodText =
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","creationTimestamp":"2026-03-01T12:00:00Z","managedFields":[{"manager":"kubectl"}]},
         "spec":{"containers":[{"name":"c","resources":{"limits":{"cpu":1.50,"memory":"0512Mi"}},"resizePolicy":[{"resourceName":"cpu"}],"env":[]}],
                 "volumes":[{"name":"a","emptyDir":{}},{"name":"b","csi":{"driver":"d","volumeAttributes":{"x":"<é>"}}}],"topologySpreadConstraints":[{"maxSkew":1}]}}
        """;

    [Fact]
    public void What_is_read_is_written_back_unchanged_down_to_the_text_of_numbers()
    {
        var written = Encoding.UTF8.GetString(ContractsJson.Serialize(ContractsJson.Deserialize<Pod>(Encoding.UTF8.GetBytes(PodText))));

        JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(PodText)).Should().BeTrue(written);
        written.Should().Contain("1.50").And.Contain("0512Mi").And.Contain("\"emptyDir\":{}").And.Contain("<é>").And.Contain("\"env\":[]");
    }

    [Fact]
    public void Changing_one_member_keeps_the_members_that_are_not_modelled()
    {
        var pod = ContractsJson.Deserialize<Pod>(Encoding.UTF8.GetBytes(PodText));

        var changed = pod with { Spec = pod.Spec! with { EnableServiceLinks = false } };

        ContractsJson.ToNode(changed)["spec"]!["topologySpreadConstraints"]!.ToJsonString().Should().Be("""[{"maxSkew":1}]""");
    }

    [Fact]
    public void A_member_of_the_wrong_type_is_named_by_its_path()
    {
        var read = () => ContractsJson.Deserialize<Pod>("""{"spec":{"containers":[{"name":"c","ports":[{"containerPort":"http"}]}]}}"""u8);

        read.Should().Throw<ContractsJsonException>().Which.Path.Should().Be("spec.containers[0].ports[0].containerPort");
    }

    [Theory]
    [InlineData("""{"spec":{"containers":[null]}}""", "spec.containers[0]")]
    [InlineData("""{"spec":{"containers":[{"env":[{"name":"A"},null]}]}}""", "spec.containers[0].env[1]")]
    [InlineData("""{"metadata":{"labels":{"a":null}}}""", "metadata.labels.a")]
    public void A_null_where_no_rule_expects_one_is_named_by_its_path(string text, string path)
    {
        var read = () => ContractsJson.Deserialize<Pod>(Encoding.UTF8.GetBytes(text));

        read.Should().Throw<ContractsJsonException>().Which.Path.Should().Be(path);
    }

    [Fact]
    public void A_null_member_is_an_absent_member() =>
        ContractsJson.Deserialize<Pod>("""{"metadata":{"name":"null","creationTimestamp":null}}"""u8).Metadata!.CreationTimestamp.Should().BeNull();

    [Fact]
    public void A_text_that_is_not_unicode_is_an_error_like_any_other()
    {
        var read = () => ContractsJson.Deserialize<Pod>("""{"metadata":{"name":"\ud800"}}"""u8);

        read.Should().Throw<ContractsJsonException>();
    }
}
