using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Golden.Tests.Comparison;

public sealed class TokenTests
{
    private const string Uuid = "7d3c0a5e-41b2-5c0a-9d4e-2f1a6b7c8d9e";
    private const string OtherUuid = "8d3c0a5e-41b2-5c0a-9d4e-2f1a6b7c8d9e";

    [Fact]
    public void A_token_meets_one_text_and_the_same_from_then_on()
    {
        var tokens = new Tokens();

        tokens.Match("pi-<id>-driver-svc", "pi-0123456789abcdef-driver-svc").Should().BeTrue();
        tokens.Match("pi-<id>-driver-svc.default.svc", "pi-0123456789abcdef-driver-svc.default.svc").Should().BeTrue();
        tokens.Match("pi-<id>-driver-svc", "pi-1123456789abcdef-driver-svc").Should().BeFalse();
        tokens.TextOf("id").Should().Be("0123456789abcdef");
    }

    [Theory]
    [InlineData("pi-<id>-x", "pi-0123-x")]
    [InlineData("spark-<app-id>", "spark-0123456789abcdef")]
    [InlineData("<uuid>/<uuid>", Uuid + "/" + OtherUuid)]
    [InlineData("<submit-time>", "now")]
    [InlineData("<no-token>", "text")]
    [InlineData("a.b", "axb")]
    public void What_does_not_fit_the_token_does_not_match(string recorded, string found) =>
        new Tokens().Match(recorded, found).Should().BeFalse();

    [Theory]
    [InlineData("<uuid>/<uuid>", Uuid + "/" + Uuid)]
    [InlineData("<time> <time>", "2026-01-01T00:00:00Z 2026-01-01T00:00:01.5Z")]
    [InlineData("<configuration>", "<configuration>")]
    [InlineData("@FILES@/a.yaml", "/some/where/a.yaml")]
    [InlineData("x<id>", "x0123456789abcdef")]
    public void What_fits_matches(string recorded, string found) =>
        new Tokens().Match(recorded, found).Should().BeTrue();

    [Fact]
    public void What_is_known_beforehand_must_be_met_and_what_is_forgotten_need_not()
    {
        var tokens = new Tokens().With("spark-version", "4.0.1").With("uuid", Uuid);

        tokens.Match("<spark-version>", "4.1.1").Should().BeFalse();
        tokens.Match("<uuid>", OtherUuid).Should().BeFalse();
        tokens.Without("uuid").Match("<uuid>", OtherUuid).Should().BeTrue();
    }

    [Fact]
    public void Keys_may_hold_tokens_and_bind_them_for_the_rest_of_the_pod()
    {
        const string recorded = """
            {"spec": {"containers": [{"name": "c", "env": [{"name": "SPARK_LOCAL_DIRS", "value": "/var/data/spark-<uuid>"}],
              "volumeMounts": [{"name": "spark-local-dir-1", "mountPath": "/var/data/spark-<uuid>"}]}]}}
            """;

        SemanticComparer.Objects(JsonNode.Parse(recorded), JsonNode.Parse(recorded.Replace("<uuid>", Uuid, StringComparison.Ordinal)), new Tokens())
            .Should().BeEmpty();
        SemanticComparer.Objects(JsonNode.Parse(recorded), JsonNode.Parse(recorded.Replace("dirs-<uuid>", Uuid, StringComparison.Ordinal)
                .Replace("\"value\": \"/var/data/spark-<uuid>", "\"value\": \"/var/data/spark-" + OtherUuid, StringComparison.Ordinal)
                .Replace("<uuid>", Uuid, StringComparison.Ordinal)), new Tokens())
            .Should().NotBeEmpty("the directory that is mounted is not the one that the process is told");
    }
}
