using LocalCluster.Json;

namespace LocalCluster.Tests.Api;

/// <summary>CEL rules of a definition, on creation and on change.</summary>
public sealed class DefinitionRulesTests
{
    private const string Things = "/apis/example.com/v1/namespaces/n/things";

    [Theory]
    [InlineData("""{"min":1,"max":2,"kind":"a"}""", 201, "")]
    [InlineData("""{"min":3,"max":2,"kind":"a"}""", 422, "Thing.example.com \"x\" is invalid: spec: Invalid value: \"object\": 3 is above 2")]
    [InlineData("""{"min":1,"max":2}""", 422, "Thing.example.com \"x\" is invalid: spec.kind: Required value: say a kind")]
    [InlineData("""{"max":2,"kind":"a"}""", 422, "Thing.example.com \"x\" is invalid: spec: Invalid value: \"object\": no such key: min evaluating rule: failed rule: self.min <= self.max")]
    public async Task Given_rules_When_an_object_is_created_Then_what_breaks_one_is_told_in_its_words(string spec, int status, string message)
    {
        await using var cluster = await StartAsync();

        var answer = await cluster.SendAsync("POST", Things, Thing(spec));

        answer.Status.Should().Be(status);
        (answer.Body.TextAt("message") ?? "").Should().Be(message);
    }

    [Fact]
    public async Task Given_a_rule_about_the_old_value_When_the_value_changes_Then_only_that_is_refused()
    {
        await using var cluster = await StartAsync();
        _ = await cluster.MustAsync("POST", Things, Thing("""{"min":1,"max":2,"kind":"a"}"""));

        _ = await cluster.MergeAsync($"{Things}/x", """{"spec":{"max":5}}""");
        var refused = await cluster.SendAsync("PATCH", $"{Things}/x", """{"spec":{"kind":"b"}}""", "application/merge-patch+json");

        refused.Status.Should().Be(422);
        refused.Body.TextAt("message").Should().Be("Thing.example.com \"x\" is invalid: spec.kind: Invalid value: \"string\": kind is immutable");
    }

    private static string Thing(string spec) => $"{{\"apiVersion\":\"example.com/v1\",\"kind\":\"Thing\",\"metadata\":{{\"name\":\"x\"}},\"spec\":{spec}}}";

    private static async Task<TestCluster> StartAsync()
    {
        var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"metadata":{"name":"things.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"kind":"Thing","plural":"things"},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object",
              "x-kubernetes-validations":[
               {"rule":"self.min <= self.max","messageExpression":"string(self.min) + ' is above ' + string(self.max)"},
               {"rule":"has(self.kind)","message":"say a kind","reason":"FieldValueRequired","fieldPath":".kind"}],
              "properties":{"min":{"type":"integer"},"max":{"type":"integer"},
               "kind":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf","message":"kind is immutable"}]}}}}}}}]}}
            """);
        return cluster;
    }
}
