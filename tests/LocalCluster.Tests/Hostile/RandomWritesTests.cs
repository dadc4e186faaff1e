using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Tests.Api;
using LocalCluster.Types;

namespace LocalCluster.Tests.Hostile;

/// <summary>Whatever is written, the answer is an object or a Status. An exception that leaves the server fails these tests.</summary>
public sealed class RandomWritesTests
{
    private const int Rounds = 60;

    private static readonly string[] PatchTypes =
        ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml", "application/json"];

    private static readonly string[] Validations = ["", "Strict", "Warn", "Ignore", "Loud"];

    private static readonly string[] Operations = ["add", "remove", "replace", "move", "copy", "test", "jump"];

    private static readonly string[] Paths = ["", "/", "/spec", "/metadata/labels/a", "/metadata/name", "/spec/containers/0", "/spec/containers/-", "/data/~1", "/kind", "x"];

    public static TheoryData<int> Seeds => [.. RandomObjects.Seeds(12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Given_objects_that_are_wrong_here_and_there_When_they_are_written_Then_every_answer_is_an_object_or_a_Status(int seed)
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();
        var random = new RandomObjects(seed);
        var kinds = BuiltInKinds.All.Where(kind => kind.Verbs.Contains("create") && kind.Plural is not ("customresourcedefinitions" or "bindings")).ToList();

        for (var round = 0; round < Rounds; round++)
        {
            var kind = random.Pick(kinds);
            var collection = kind.Namespaced ? $"{Root(kind)}/namespaces/n/{kind.Plural}" : $"{Root(kind)}/{kind.Plural}";
            var o = random.Of(kind.Type!);
            if (o["metadata"] is JsonObject metadata && random.Chance(0.9))
                (metadata["name"], metadata["namespace"], metadata["resourceVersion"]) = ($"x{round}", null, null);

            await CheckAsync(cluster, "POST", $"{collection}?{Query(random)}", o);
            await CheckAsync(cluster, "PUT", $"{collection}/x{round}?{Query(random)}", random.Of(kind.Type!));
            var type = random.Pick(PatchTypes);
            await CheckAsync(cluster, "PATCH", $"{collection}/x{round}?{Query(random)}", Patch(random, kind, type, $"x{round}"), type);
            await CheckAsync(cluster, "DELETE", $"{collection}/x{round}", random.Chance(0.5) ? random.Of(ApiTypes.DeleteOptions) : random.Anything(0));
        }

        (await cluster.SendAsync("GET", "/api/v1/namespaces/n")).Status.Should().Be(200, "the server goes on");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Given_custom_resources_of_any_shape_When_they_are_written_Then_every_answer_is_an_object_or_a_Status(int seed)
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();
        var random = new RandomObjects(seed);

        for (var round = 0; round < Rounds; round++)
        {
            var body = new JsonObject
            {
                ["apiVersion"] = "example.com/v1",
                ["kind"] = "App",
                ["metadata"] = random.Chance(0.9) ? new JsonObject { ["name"] = $"x{round}", ["labels"] = random.Chance(0.3) ? random.Anything(0) : null } : random.Anything(0),
                ["spec"] = random.Chance(0.5) ? new JsonObject { ["type"] = "Java", ["cores"] = random.Anything(5), ["template"] = random.Anything(0) } : random.Anything(0),
                ["status"] = random.Anything(0),
            };
            await CheckAsync(cluster, "POST", $"{TestCluster.Apps}?{Query(random)}", body);
            await CheckAsync(cluster, "PATCH", $"{TestCluster.Apps}/x{round}?fieldManager=m&{Query(random)}", body, "application/apply-patch+yaml");
            await CheckAsync(cluster, "PATCH", $"{TestCluster.Apps}/x{round}/status?{Query(random)}", new JsonObject { ["status"] = random.Anything(0) }, "application/merge-patch+json");
            await CheckAsync(cluster, "PUT", $"{TestCluster.Apps}/x{round}/scale", random.Anything(0));
        }
    }

    private static JsonNode? Patch(RandomObjects random, ResourceKind kind, string type, string name) => type switch
    {
        "application/json-patch+json" when random.Chance(0.9) => new JsonArray([.. Enumerable.Range(0, 3).Select(_ => (JsonNode)new JsonObject
        {
            ["op"] = random.Pick(Operations),
            ["path"] = random.Pick(Paths),
            ["from"] = random.Pick(Paths),
            ["value"] = random.Anything(4),
        })]),
        "application/apply-patch+yaml" when random.Chance(0.8) => Applied(random, kind, name),
        _ => random.Chance(0.8) ? random.Of(kind.Type!) : random.Anything(0),
    };

    private static JsonObject Applied(RandomObjects random, ResourceKind kind, string name)
    {
        var o = random.Of(kind.Type!);
        (o["apiVersion"], o["kind"], o["metadata"]) = (kind.ApiVersion, kind.Kind, new JsonObject { ["name"] = name });
        return o;
    }

    private static string Query(RandomObjects random) =>
        $"fieldValidation={random.Pick(Validations)}{(random.Chance(0.3) ? "&dryRun=All" : "")}{(random.Chance(0.6) ? "&fieldManager=fuzz" : "")}{(random.Chance(0.3) ? "&force=true" : "")}";

    private static string Root(ResourceKind kind) => kind.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.ApiVersion}";

    private static async Task CheckAsync(TestCluster cluster, string method, string path, JsonNode? body, string contentType = "application/json")
    {
        var answer = await cluster.Server.Api.SendAsync(new ApiCall(method, path, UserInfo.Master, body?.DeepClone(), contentType), CancellationToken.None);

        answer.Body.Should().BeOfType<JsonObject>("{0} {1} of {2}", method, path, body.ToText());
        if (answer.Status >= 400)
        {
            answer.Body.TextAt("kind").Should().Be("Status");
            answer.Body.NumberAt("code").Should().Be(answer.Status);
            answer.Body.TextAt("message").Should().NotBeNullOrEmpty().And.NotContain("Exception");
        }
    }
}
