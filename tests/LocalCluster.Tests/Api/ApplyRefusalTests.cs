namespace LocalCluster.Tests.Api;

public sealed class ApplyRefusalTests
{
    private const string Map = "/api/v1/namespaces/n/configmaps/a";
    private const string Apply = "application/apply-patch+yaml";
    private const string Merge = "application/merge-patch+json";

    public static TheoryData<string, string, string, int, string> Refused => new()
    {
        { "", Apply, """{"apiVersion":"v1","kind":"ConfigMap"}""", 422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch" },
        { "?force=true", Merge, "{}", 422, "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch" },
        { $"?fieldManager={new string('f', 129)}", Merge, "{}", 422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes" },
        { "?fieldManager=m", Apply, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"managedFields":[]}}""", 400, "metadata.managedFields must be nil" },
        { "?fieldManager=m", Apply, """{"kind":"ConfigMap"}""", 400, "invalid object type: /, Kind=ConfigMap" },
        { "?fieldManager=m", Apply, """{"apiVersion":"v1","kind":"Pod"}""", 400, "invalid object type: /v1, Kind=Pod" },
        { "?fieldManager=m", Apply, """{"apiVersion":"apps/v1","kind":"ConfigMap"}""", 400, "invalid object type: apps/v1, Kind=ConfigMap" },
        { "?fieldManager=m", Apply, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}""", 400, "the name of the object (b) does not match the name on the URL (a)" },
        { "?fieldManager=m", Apply, """{"apiVersion":"v1","kind":"ConfigMap","dota":{}}""", 500, "failed to create typed patch object (/; /v1, Kind=ConfigMap): .dota: field not declared in schema" },
        { "?fieldManager=m", Apply, """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":1},"immutable":"no"}""", 500, "failed to create typed patch object (/; /v1, Kind=ConfigMap): errors:\n  .data.a: expected string, got &value.valueUnstructured{Value:1}\n  .immutable: expected boolean, got &{no}" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Given_a_patch_that_cannot_be_applied_When_it_is_sent_Then_the_refusal_is_a_real_servers(
        string query, string contentType, string body, int status, string message)
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/configmaps", """{"metadata":{"name":"a"}}""");

        var answer = await cluster.SendAsync("PATCH", Map + query, body, contentType);

        answer.Status.Should().Be(status);
        answer.Body["message"]!.GetValue<string>().Should().Be(message);
    }

    [Fact]
    public async Task Given_a_manager_of_the_longest_name_When_it_patches_Then_it_may()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/configmaps", """{"metadata":{"name":"a"}}""");

        var answer = await cluster.SendAsync("PATCH", $"{Map}?fieldManager={new string('f', 128)}", """{"data":{"k":"v"}}""", Merge);

        answer.Status.Should().Be(200);
    }
}
