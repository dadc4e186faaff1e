using System.Text.Json.Nodes;
using LocalCluster.Protobuf;
using LocalCluster.Types;
using Testing.Recordings;

namespace LocalCluster.Tests.Protobuf;

/// <summary>The bodies that kubectl sent to a real server, against the objects which that server made of them.</summary>
public sealed class RecordedBodiesTests
{
    [Fact]
    public void Given_recorded_bodies_When_they_are_read_Then_all_that_they_say_is_in_the_answer_of_the_real_server()
    {
        var recorded = JsonNode.Parse(Goldens.Set("kube-api")!.Bytes("data/kubectl-protobuf-bodies.json").Span)!.AsArray();
        var read = 0;
        foreach (var one in recorded)
        {
            var command = (string)one!["command"]!;
            var answer = one["answerAsJson"]!;
            var content = ProtobufReading.Parse(Convert.FromBase64String((string)one["requestBodyBase64"]!));
            if ((string)answer["apiVersion"]! == "autoscaling/v1")
            {
                content.Should().BeNull("that version is not served");
                continue;
            }

            content.Should().NotBeNull("the kind of {0} is built in", command);
            content = TypedReading.Read(ApiTypes.OfKind((string)content!["apiVersion"]!, (string)content["kind"]!)!, content, out var unknown);
            unknown.Should().BeEmpty("of {0}", command);
            // A status is the server's own to fill.
            _ = content.Remove("status");
            // A real server reads the namespace of a rules review and does not repeat it.
            if ((string)answer["kind"]! == "SelfSubjectRulesReview")
                answer["spec"] = new JsonObject { ["namespace"] = "default" };
            Missing(content!, answer, "").Should().BeEmpty("of {0}", command);
            read++;
        }

        read.Should().Be(23);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7b7d")]
    [InlineData("6b3873000a05")]
    [InlineData("6b387300ffffffffffffffffffffff")]
    [InlineData("6b387300080a")]
    public void Given_bytes_that_are_no_such_body_When_they_are_read_Then_that_is_said_or_the_kind_is_unknown(string hex)
    {
        var read = () => ProtobufReading.Parse(Convert.FromHexString(hex));

        if (hex.EndsWith("080a", StringComparison.Ordinal))
            read().Should().BeNull();
        else
            read.Should().Throw<FormatException>();
    }

    private static IEnumerable<string> Missing(JsonNode said, JsonNode? answered, string path) => (said, answered) switch
    {
        (JsonObject a, JsonObject b) => a.Where(m => m.Value is not null).SelectMany(m => Missing(m.Value!, b[m.Key], $"{path}.{m.Key}")),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.SelectMany((item, i) => Missing(item!, b[i], $"{path}[{i}]")),
        _ => JsonNode.DeepEquals(said, answered) ? [] : [$"{path}: {said.ToJsonString()} became {answered?.ToJsonString() ?? "nothing"}"],
    };
}
