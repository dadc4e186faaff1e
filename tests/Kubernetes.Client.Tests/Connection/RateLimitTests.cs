using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Tests.Servers;
using Testing.Time;

namespace Kubernetes.Client.Tests.Connection;

public sealed class RateLimitTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void After_a_pause_a_burst_goes_at_once_and_then_so_many_a_second()
    {
        var limit = new RateLimit(perSecond: 10, burst: 5, _clock);
        var calls = Enumerable.Range(0, 25).Select(_ => limit.WaitAsync(default)).ToList();

        calls.Count(call => call.IsCompleted).Should().Be(5);
        _clock.Advance(TimeSpan.FromSeconds(1));
        calls.Count(call => call.IsCompleted).Should().Be(15);
        _clock.Advance(TimeSpan.FromSeconds(1));
        calls.Should().OnlyContain(call => call.IsCompleted);
    }

    // After an outage of ten minutes the bucket holds a burst, not ten minutes' worth.
    [Fact]
    public void In_no_second_more_than_rate_and_burst_go()
    {
        var limit = new RateLimit(perSecond: 10, burst: 5, _clock);
        _clock.Advance(TimeSpan.FromMinutes(10));

        Enumerable.Range(0, 100).Select(_ => limit.WaitAsync(default)).ToList().Count(call => call.IsCompleted).Should().Be(5);
    }

    [Fact]
    public async Task The_lease_is_never_limited()
    {
        await using var server = new RawServer(Answers.Ok(Answers.Pod));
        using var client = Clients.To(server.Address, Clients.Patient with { RequestsPerSecond = 0.001, Burst = 1 }, _clock);
        var read = ApiRequests.Get(KubernetesResources.Pods, "n", "p");
        _ = await client.SendAsync(read, default);

        using var stop = new CancellationTokenSource();
        var limited = client.SendAsync(read, stop.Token);
        (await client.SendAsync(read with { Lane = ApiLane.Lease }, default)).Status.Should().Be(200);

        limited.IsCompleted.Should().BeFalse();
        await stop.CancelAsync();
        await limited.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
    }
}
