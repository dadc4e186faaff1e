using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Api;

public sealed class CustomResourceTests
{
    [Fact]
    public async Task Given_a_definition_When_it_is_created_Then_it_is_established_and_served_at_once()
    {
        await using var cluster = await TestCluster.StartAsync();

        var definition = await cluster.DefineAppsAsync();

        definition["status"]!["conditions"]!.AsArray().Select(c => $"{c!["type"]}={c["status"]}").Should().Equal("NamesAccepted=True", "Established=True");
        (await cluster.MustAsync("GET", TestCluster.Apps))["kind"]!.GetValue<string>().Should().Be("AppList");
        (await cluster.MustAsync("GET", "/apis"))["groups"]!.AsArray().Select(g => g!["name"]!.GetValue<string>()).Should().Contain("example.com");
    }

    [Fact]
    public async Task Given_unknown_fields_When_it_is_created_Then_they_are_pruned_except_where_they_are_preserved()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();

        var app = await cluster.MustAsync("POST", TestCluster.Apps,
            """{"apiVersion":"example.com/v1","kind":"App","metadata":{"name":"a"},"spec":{"type":"Java","bogus":1,"port":"ui","template":{"any":{"thing":[1]}}}}""");

        var spec = app["spec"]!.AsObject();
        spec.ContainsKey("bogus").Should().BeFalse();
        spec["mode"]!.GetValue<string>().Should().Be("cluster", "the schema has a default");
        JsonNode.DeepEquals(spec["template"], JsonNode.Parse("""{"any":{"thing":[1]}}""")).Should().BeTrue();
    }

    [Theory]
    [InlineData("""{}""", "spec.type: Required value")]
    [InlineData("""{"type":"Go"}""", "spec.type: Unsupported value: \"Go\": supported values: \"Java\", \"Python\"")]
    [InlineData("""{"type":"Java","cores":0}""", "spec.cores: Invalid value: 0: spec.cores in body should be greater than or equal to 1")]
    [InlineData("""{"type":"Java","cores":"1"}""", "spec.cores: Invalid value: \"string\": spec.cores in body must be of type integer: \"string\"")]
    [InlineData("""{"type":"Java","version":"x"}""", "spec.version: Invalid value: \"x\": spec.version in body should match '^[0-9]+$'")]
    public async Task Given_a_value_that_breaks_the_schema_When_it_is_created_Then_422_has_the_words_of_a_real_server(string spec, string sentence)
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();

        var answer = await cluster.SendAsync("POST", TestCluster.Apps, $$$"""{"apiVersion":"example.com/v1","kind":"App","metadata":{"name":"a"},"spec":{{{spec}}}}""");

        answer.Status.Should().Be(422);
        answer.Body["message"]!.GetValue<string>().Should().Be($"App.example.com \"a\" is invalid: {sentence}");
    }

    [Fact]
    public async Task Given_strict_field_validation_When_a_field_is_unknown_Then_400_names_it()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();

        var answer = await cluster.SendAsync("POST", $"{TestCluster.Apps}?fieldValidation=Strict",
            """{"apiVersion":"example.com/v1","kind":"App","metadata":{"name":"a"},"spec":{"type":"Java","bogus":1}}""");

        answer.Status.Should().Be(400);
        answer.Body["message"]!.GetValue<string>().Should().EndWith("strict decoding error: unknown field \"spec.bogus\"");
    }

    [Fact]
    public async Task Given_a_status_subresource_When_either_door_is_used_Then_each_writes_its_part_and_only_the_spec_counts_as_generation()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();
        var app = await cluster.MustAsync("POST", TestCluster.Apps,
            """{"apiVersion":"example.com/v1","kind":"App","metadata":{"name":"a"},"spec":{"type":"Java"},"status":{"state":"ignored at creation"}}""");
        app.AsObject().ContainsKey("status").Should().BeFalse();

        var byStatus = await cluster.MergeAsync($"{TestCluster.Apps}/a/status", """{"metadata":{"labels":{"x":"y"}},"spec":{"type":"Python"},"status":{"state":"RUNNING"}}""");
        byStatus["spec"]!["type"]!.GetValue<string>().Should().Be("Java");
        byStatus["status"]!["state"]!.GetValue<string>().Should().Be("RUNNING");
        byStatus["metadata"]!["generation"]!.GetValue<long>().Should().Be(1);
        byStatus["metadata"]!["labels"].Should().BeNull();

        var byMain = await cluster.MergeAsync($"{TestCluster.Apps}/a", """{"spec":{"type":"Python"},"status":{"state":"ignored"}}""");
        byMain["status"]!["state"]!.GetValue<string>().Should().Be("RUNNING");
        byMain["metadata"]!["generation"]!.GetValue<long>().Should().Be(2);
    }

    [Fact]
    public async Task Given_objects_When_their_definition_is_deleted_Then_they_and_their_path_are_gone()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();
        _ = await cluster.MustAsync("POST", TestCluster.Apps, """{"apiVersion":"example.com/v1","kind":"App","metadata":{"name":"a"},"spec":{"type":"Java"}}""");

        _ = await cluster.MustAsync("DELETE", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/apps.example.com");

        (await cluster.SendAsync("GET", TestCluster.Apps)).Status.Should().Be(404);
        _ = await cluster.DefineAppsAsync();
        (await cluster.MustAsync("GET", TestCluster.Apps))["items"]!.AsArray().Should().BeEmpty();
    }
}
