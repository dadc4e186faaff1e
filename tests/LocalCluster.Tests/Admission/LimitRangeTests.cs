using LocalCluster.Json;
using LocalCluster.Tests.Api;

namespace LocalCluster.Tests.Admission;

public sealed class LimitRangeTests
{
    private const string Pods = "/api/v1/namespaces/n/pods";

    [Fact]
    public async Task Given_a_container_that_says_nothing_When_there_are_defaults_Then_it_gets_them_and_a_note()
    {
        await using var cluster = await StartAsync("""{"type":"Container","max":{"memory":"2Gi"},"default":{"memory":"1Gi"},"defaultRequest":{"cpu":"100m"}}""");

        var pod = await cluster.MustAsync("POST", Pods, Pod("{}"));

        var resources = pod.ListAt("spec", "containers")!.Objects().Single().ObjectAt("resources");
        resources.TextAt("limits", "memory").Should().Be("1Gi");
        resources.TextAt("requests", "cpu").Should().Be("100m");
        resources.TextAt("requests", "memory").Should().Be("1Gi");
        pod.TextAt("metadata", "annotations", "kubernetes.io/limit-ranger").Should().Be("LimitRanger plugin set: cpu, memory request for container a; memory limit for container a");
    }

    [Theory]
    [InlineData("""{"type":"Container","max":{"memory":"1Gi"}}""", """{"limits":{"memory":"2Gi"}}""", "maximum memory usage per Container is 1Gi, but limit is 2Gi")]
    [InlineData("""{"type":"Container","min":{"cpu":"1"}}""", """{"requests":{"cpu":"100m"}}""", "minimum cpu usage per Container is 1, but request is 100m")]
    [InlineData("""{"type":"Pod","max":{"cpu":"1"}}""", """{"requests":{"cpu":"100m"}}""", "maximum cpu usage per Pod is 1.  No limit is specified")]
    [InlineData("""{"type":"Container","maxLimitRequestRatio":{"cpu":"2"}}""", """{"requests":{"cpu":"1"},"limits":{"cpu":"3"}}""", "cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000")]
    public async Task Given_a_pod_beyond_a_limit_When_it_is_created_Then_the_refusal_names_the_limit(string limit, string resources, string why)
    {
        await using var cluster = await StartAsync(limit);

        var answer = await cluster.SendAsync("POST", Pods, Pod(resources));

        answer.Status.Should().Be(403);
        answer.Body.TextAt("message").Should().Be($"pods \"p\" is forbidden: {why}");
    }

    private static async Task<TestCluster> StartAsync(string limit)
    {
        var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/limitranges", $"{{\"metadata\":{{\"name\":\"l\"}},\"spec\":{{\"limits\":[{limit}]}}}}");
        return cluster;
    }

    private static string Pod(string resources) => $"{{\"metadata\":{{\"name\":\"p\"}},\"spec\":{{\"containers\":[{{\"name\":\"a\",\"image\":\"i\",\"resources\":{resources}}}]}}}}";
}
