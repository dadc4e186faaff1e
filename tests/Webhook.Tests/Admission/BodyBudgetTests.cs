using Testing.Time;
using Webhook.Admission;

namespace Webhook.Tests.Admission;

public sealed class BodyBudgetTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Whoever_finds_no_room_waits_for_what_others_return()
    {
        var budget = new BodyBudget(10, _clock);
        (await budget.TakeAsync(8, CancellationToken.None)).Should().BeTrue();

        var waiting = budget.TakeAsync(5, CancellationToken.None).AsTask();
        waiting.IsCompleted.Should().BeFalse();
        budget.Return(8);

        (await waiting.WaitAsync(Eventually.Deadline)).Should().BeTrue();
        (await budget.TakeAsync(5, CancellationToken.None)).Should().BeTrue("10 less 5 leaves 5");
    }

    [Fact]
    public async Task Nobody_waits_longer_than_a_second()
    {
        var budget = new BodyBudget(1, _clock);

        var waiting = budget.TakeAsync(2, CancellationToken.None).AsTask();
        _clock.Advance(BodyBudget.MaxWait);

        (await waiting.WaitAsync(Eventually.Deadline)).Should().BeFalse();
    }

    [Fact]
    public async Task A_thousand_may_wait_and_no_more()
    {
        var budget = new BodyBudget(1, _clock);
        var waiting = Enumerable.Range(0, 1000).Select(_ => budget.TakeAsync(2, CancellationToken.None).AsTask()).ToList();

        (await budget.TakeAsync(2, CancellationToken.None)).Should().BeFalse("the room is full, so it is told at once");
        waiting.Should().OnlyContain(one => !one.IsCompleted);
        _clock.Advance(BodyBudget.MaxWait);
        (await Task.WhenAll(waiting).WaitAsync(Eventually.Deadline)).Should().OnlyContain(room => !room);
    }

    [Fact]
    public async Task Whoever_hangs_up_leaves_the_room()
    {
        var budget = new BodyBudget(1, _clock);
        using var gone = new CancellationTokenSource();
        var waiting = budget.TakeAsync(2, gone.Token).AsTask();

        await gone.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
    }
}
