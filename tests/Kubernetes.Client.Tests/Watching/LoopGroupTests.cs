using Kubernetes.Client.Watching;

namespace Kubernetes.Client.Tests.Watching;

public sealed class LoopGroupTests
{
    [Fact]
    public async Task When_one_fails_the_others_end_and_its_error_is_thrown()
    {
        var wasEnded = false;
        var failing = new TaskCompletionSource();
        var group = LoopGroup.RunAsync([_ => failing.Task, _ => Task.CompletedTask, token => ForeverAsync(() => wasEnded = true, token)], default);
        group.IsCompleted.Should().BeFalse("one that has nothing to do may end");

        failing.SetException(new InvalidOperationException("a defect"));

        await group.Awaiting(it => it).Should().ThrowAsync<InvalidOperationException>().WithMessage("a defect");
        wasEnded.Should().BeTrue();
    }

    [Fact]
    public async Task When_one_is_cancelled_by_nobody_it_counts_as_failed()
    {
        var group = LoopGroup.RunAsync([_ => Task.FromCanceled(new CancellationToken(true)), token => ForeverAsync(() => { }, token)], default);

        await group.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task When_it_is_cancelled_all_end()
    {
        using var stop = new CancellationTokenSource();
        var ended = 0;
        var group = LoopGroup.RunAsync([token => ForeverAsync(() => ended++, token), token => ForeverAsync(() => ended++, token)], stop.Token);

        await stop.CancelAsync();

        await group.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        ended.Should().Be(2);
    }

    private static async Task ForeverAsync(Action ended, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        finally
        {
            ended();
        }
    }
}
