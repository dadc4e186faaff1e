using System.Text.Json.Nodes;

namespace Golden.Tests.Outcomes;

public sealed class GoldenFloorTests
{
    private static readonly GoldenResult[] Results =
    [
        .. Part("driver", "3.5.7", 'a', Verdict.Equal, Verdict.Equal, Verdict.Difference),
        .. Part("driver", "4.0.1", 'a', Verdict.Equal, Verdict.Equal, Verdict.Equal),
        .. Part("driver", "4.1.1", 'a', Verdict.Equal, Verdict.Equal, Verdict.Fail),
        .. Part("stored", null, 'a', Verdict.Fail, Verdict.Equal, Verdict.Fail),
        .. Part("events", null, 'a', Verdict.Fail, Verdict.Fail),
    ];

    [Fact]
    public void The_floor_is_short() => GoldenFloor.Of(Results).ToJsonString()
        .Should().Be("""{"s":{"driver":{"3.5.7=4.0.1":"*","4.1.1":{"allBut":["c"]}},"stored":{"-":["b"]}}}""");

    [Fact]
    public void Reading_it_back_gives_what_holds() =>
        GoldenFloor.Parse(JsonNode.Parse(GoldenFloor.Text(GoldenFloor.Of(Results)))!.AsObject(), Results).Held
            .Should().BeEquivalentTo(Results.Where(GoldenFloor.Holds).Select(GoldenFloor.Key));

    [Fact]
    public void The_report_has_the_members_that_readers_rely_on()
    {
        var file = Path.GetTempFileName();
        try
        {
            GoldenReport.Write(file, [new("s", "c", "p", null, Verdict.Difference, ["id"], null)]);

            JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(file)), JsonNode.Parse(
                """[{"set": "s", "case": "c", "part": "p", "version": null, "result": "difference", "differences": ["id"], "detail": null}]""")).Should().BeTrue();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<GoldenResult> Part(string part, string? version, char first, params Verdict[] verdicts) =>
        verdicts.Select((verdict, index) => new GoldenResult("s", ((char)(first + index)).ToString(), part, version, verdict, [], null));
}
