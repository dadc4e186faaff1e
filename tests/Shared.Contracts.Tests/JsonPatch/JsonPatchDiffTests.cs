using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shared.Contracts.JsonPatch;

namespace Shared.Contracts.Tests.JsonPatch;

public sealed class JsonPatchDiffTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "replace /a 2")]
    [InlineData("""{"a":1}""", """{}""", "remove /a")]
    [InlineData("""{}""", """{"a":null}""", "add /a null")]
    [InlineData("""{"a":1}""", """{"a":null}""", "replace /a null")]
    [InlineData("""{"l":{}}""", """{"l":{"example.com/x~y":"v"}}""", "add /l/example.com~1x~0y \"v\"")]
    [InlineData("""{"l":[1]}""", """{"l":[1,2]}""", "add /l/- 2")]
    [InlineData("""{"l":[1,3]}""", """{"l":[1,2,3]}""", "add /l/1 2")]
    [InlineData("""{"l":[1,2,3,4]}""", """{"l":[1,4]}""", "remove /l/2; remove /l/1")]
    [InlineData("""{"l":[{"n":"a","v":1}]}""", """{"l":[{"n":"a","v":2}]}""", "replace /l/0/v 2")]
    [InlineData("""{"l":[1]}""", """{"l":{}}""", "replace /l {}")]
    [InlineData("""{"n":1}""", """{"n":1.0}""", "")]
    public void Given_two_documents_When_compared_Then_only_what_differs_is_named(string before, string after, string expected)
    {
        var operations = JsonPatchDiff.Between(JsonNode.Parse(before), JsonNode.Parse(after));

        string.Join("; ", operations.Select(Describe)).Should().Be(expected);
    }

    [Fact]
    public void Given_any_two_documents_When_the_difference_is_applied_to_one_Then_it_becomes_the_other() =>
        Prop.ForAll(Documents.Pairs, pair =>
        {
            var (before, after) = (JsonNode.Parse(pair.Before), JsonNode.Parse(pair.After));
            var patched = JsonPatchApplier.Apply(before, JsonPatchDiff.Between(before, after));
            return JsonNode.DeepEquals(patched, after);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Given_any_document_When_compared_with_itself_Then_there_is_nothing_to_do() =>
        Prop.ForAll(Documents.Pairs, pair => JsonPatchDiff.Between(JsonNode.Parse(pair.Before), JsonNode.Parse(pair.Before)).Count == 0)
            .Check(Config.QuickThrowOnFailure);

    private static string Describe(JsonPatchOperation operation) =>
        operation.Op == JsonPatchOperation.RemoveOp
            ? $"{operation.Op} {operation.Path}"
            : $"{operation.Op} {operation.Path} {operation.Value?.ToJsonString() ?? "null"}";
}
