using Shared.Contracts.Core;
using Shared.Submission.Gangs;

namespace Shared.Submission.Tests.Gangs;

public sealed class PodRequestsTests
{
    [Fact]
    public void Given_containers_Then_their_requests_add_up_and_a_limit_alone_is_a_request() =>
        PodRequests.Of(new PodSpec { Containers = [With(requests: "cpu=500m memory=1Gi", limits: "cpu=2"), With(limits: "memory=512Mi nvidia.com/gpu=1")] })
            .Should().BeEquivalentTo(Amounts("cpu=0.5 memory=1610612736 nvidia.com/gpu=1"));

    [Fact]
    public void Given_init_containers_Then_the_greediest_moment_counts() =>
        PodRequests.Of(new PodSpec
        {
            InitContainers = [With(requests: "cpu=3"), With(requests: "cpu=1") with { RestartPolicy = "Always" }, With(requests: "cpu=2500m")],
            Containers = [With(requests: "cpu=1")],
        }).Should().BeEquivalentTo(Amounts("cpu=3.5"), "the second init container runs beside the sidecar, and both for longer than the first");

    [Fact]
    public void Given_overhead_of_the_runtime_class_Then_it_is_added() =>
        PodRequests.Of(new PodSpec { Containers = [With(requests: "cpu=1")], Overhead = Quantities("cpu=250m") }).Should().BeEquivalentTo(Amounts("cpu=1.25"));

    [Fact]
    public void Given_nothing_Then_nothing_is_asked_for() => PodRequests.Of(null).Should().BeEmpty();

    private static Container With(string requests = "", string limits = "") =>
        new() { Name = "c", Resources = new ResourceRequirements { Requests = Quantities(requests), Limits = Quantities(limits) } };

    private static Dictionary<string, Quantity> Quantities(string text) => Pairs(text).ToDictionary(pair => pair.Key, pair => new Quantity(pair.Value));

    private static Dictionary<string, decimal> Amounts(string text) =>
        Pairs(text).ToDictionary(pair => pair.Key, pair => decimal.Parse(pair.Value, System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<(string Key, string Value)> Pairs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]));
}
