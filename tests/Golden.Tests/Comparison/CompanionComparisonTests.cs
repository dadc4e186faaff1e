using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Golden.Tests.Comparison;

public sealed class CompanionComparisonTests
{
    private static JsonObject ConfigMap(string key, string text) =>
        new() { ["kind"] = "ConfigMap", ["apiVersion"] = "v1", ["data"] = new JsonObject { [key] = text } };

    [Theory]
    [InlineData("spark.properties", "# made at noon\na=1\nb=x\\:y\n", "b = x:y\na: 1\n")]
    [InlineData("spark.properties", "a=1\na=2", "a=2")]
    [InlineData("spark.properties", "a=\\u0041\\=", "a=A=")]
    [InlineData("podspec-configmap-key", "metadata: {labels: {a: \"1\"}}\nspec:\n  containers: [{name: c, resources: {}}]\n", "spec:\n  containers:\n  - name: c\nmetadata:\n  labels:\n    a: '1'\n")]
    [InlineData("x.yaml", "a: 1\nb: [x]\n", "{b: [x], a: 1}")]
    public void Texts_of_equal_meaning_are_equal(string key, string recorded, string found) =>
        SemanticComparer.Objects(ConfigMap(key, recorded), ConfigMap(key, found), new Tokens()).Should().BeEmpty();

    [Theory]
    [InlineData("spark.properties", "a=1\na=2", "a=2\na=1")]
    [InlineData("spark.properties", "a=1", "a=1\nb=")]
    [InlineData("spark.properties", "a=1", "a=1 ")]
    [InlineData("podspec-configmap-key", "spec: {containers: [{name: c}]}", "spec: {containers: [{name: c}], volumes: [{name: v, emptyDir: {}}]}")]
    [InlineData("podspec-configmap-key", "spec: {volumes: [{name: v, emptyDir: {}}]}", "spec: {volumes: [{name: v}]}")]
    [InlineData("x.yaml", "a: 1", "a: \"1\"")]
    [InlineData("x.yaml", "a: [1, 2]", "a: [2, 1]")]
    [InlineData("log4j2.properties", "a=1\nb=2", "b=2\na=1")]
    public void Texts_of_other_meaning_differ(string key, string recorded, string found) =>
        SemanticComparer.Objects(ConfigMap(key, recorded), ConfigMap(key, found), new Tokens()).Should().NotBeEmpty();

    [Theory]
    [InlineData("""{"kind": "Service", "spec": {"ports": [{"port": 1, "targetPort": 1, "protocol": "TCP"}], "type": "ClusterIP"}}""", true)]
    [InlineData("""{"kind": "Service", "spec": {"ports": [{"port": 1, "targetPort": 2}]}}""", false)]
    [InlineData("""{"kind": "Service", "spec": {"ports": [{"port": 1}], "clusterIP": "None"}}""", false)]
    [InlineData("""{"kind": "Service", "spec": {"ports": [{"port": 1}], "selector": {"a": "b"}}}""", false)]
    public void Services_are_compared_with_their_defaults(string found, bool isEqual) =>
        SemanticComparer.Objects(JsonNode.Parse("""{"kind": "Service", "spec": {"ports": [{"port": 1}]}}"""), JsonNode.Parse(found), new Tokens())
            .Should().HaveCount(isEqual ? 0 : 1);

    [Fact]
    public void A_difference_names_the_place_and_both_values() =>
        SemanticComparer.Objects(JsonNode.Parse("""{"spec": {"volumes": [{"name": "a-b", "hostPath": {"path": "/x"}}]}}"""),
                JsonNode.Parse("""{"spec": {"volumes": [{"name": "a-b", "hostPath": {"path": "/y"}}]}}"""), new Tokens())
            .Should().ContainSingle().Which.ToString().Should().Be("$.spec.volumes['a-b'].hostPath.path: expected \"/x\", found \"/y\"");
}
