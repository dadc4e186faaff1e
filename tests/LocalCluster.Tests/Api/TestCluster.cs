using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Serving;

namespace LocalCluster.Tests.Api;

/// <summary>A server inside the test, with the namespace <c>n</c> and its default service account.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const string Apps = "/apis/example.com/v1/namespaces/n/apps";

    private TestCluster(ClusterServer server) => Server = server;

    public ClusterServer Server { get; }

    public static async Task<TestCluster> StartAsync(int historyLimit = 1000)
    {
        var cluster = new TestCluster(ClusterServer.InProcess(new ClusterServerOptions { HistoryLimit = historyLimit }));
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"n"}}""");
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/serviceaccounts", """{"metadata":{"name":"default"}}""");
        return cluster;
    }

    public Task<ApiAnswer> SendAsync(string method, string path, string? body = null, string contentType = "application/json", UserInfo? user = null) =>
        Server.Api.SendAsync(new ApiCall(method, path, user ?? UserInfo.Master, body is null ? null : JsonNode.Parse(body), contentType), CancellationToken.None);

    public async Task<JsonNode> MustAsync(string method, string path, string? body = null, string contentType = "application/json", UserInfo? user = null)
    {
        var answer = await SendAsync(method, path, body, contentType, user);
        answer.Status.Should().BeLessThan(300, "{0} {1} must succeed, but answered {2}", method, path, answer.Body.ToJsonString());
        return answer.Body;
    }

    public Task<JsonNode> MergeAsync(string path, string patch) => MustAsync("PATCH", path, patch, "application/merge-patch+json");

    /// <summary>The definition of a small kind: a required enum, a bound, a default, an open part.</summary>
    public Task<JsonNode> DefineAppsAsync() => MustAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
        {"metadata":{"name":"apps.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"kind":"App","plural":"apps"},
         "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
          "additionalPrinterColumns":[{"name":"Type","type":"string","jsonPath":".spec.type"}],
          "schema":{"openAPIV3Schema":{"type":"object","required":["spec"],"properties":{
           "spec":{"type":"object","required":["type"],"properties":{
            "type":{"type":"string","enum":["Java","Python"]},
            "cores":{"type":"integer","minimum":1},
            "mode":{"type":"string","default":"cluster"},
            "version":{"type":"string","pattern":"^[0-9]+$"},
            "port":{"x-kubernetes-int-or-string":true},
            "template":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}},
           "status":{"type":"object","properties":{"state":{"type":"string"}}}}}}}]}}
        """);

    /// <summary>The first events of a watch.</summary>
    public async Task<List<WatchEvent>> WatchAsync(string path, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var events = new List<WatchEvent>();
        await foreach (var change in Server.Api.WatchAsync(new ApiCall("GET", path, UserInfo.Master), deadline.Token))
        {
            events.Add(change);
            if (events.Count == count)
                break;
        }

        return events;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
