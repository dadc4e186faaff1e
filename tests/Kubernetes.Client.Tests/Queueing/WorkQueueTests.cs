using Kubernetes.Client.Connection;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Testing.Kubernetes;
using Testing.Time;

namespace Kubernetes.Client.Tests.Queueing;

public sealed class WorkQueueTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly WorkQueue<ObjectKey> _queue;

    public WorkQueueTests() => _queue = New(1);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 30)];

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Given_a_key_that_is_added_often_Then_it_is_given_once()
    {
        for (var i = 0; i < 5; i++)
            _queue.Add(Key("n", "a"));

        (await TakeAsync()).Should().Be(Key("n", "a"));
        _queue.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Given_a_key_in_work_When_it_is_added_Then_it_comes_again_only_after_it_was_returned()
    {
        _queue.Add(Key("n", "a"));
        var key = await TakeAsync();
        _queue.Add(key);
        _queue.Add(key);

        var next = _queue.TakeAsync(default).AsTask();
        next.IsCompleted.Should().BeFalse();
        _queue.Done(key);

        (await next).Should().Be((true, key));
        _queue.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Given_a_namespace_whose_work_hangs_Then_it_keeps_its_share_of_workers_and_the_others_go_on()
    {
        using var queue = new WorkQueue<ObjectKey>(key => key.Namespace, _clock, new Random(1), perGroup: 2);
        using var stop = new CancellationTokenSource();
        var (hanging, done) = (0, 0);
        var workers = QueueWorkers.RunAsync(
            queue, 4,
            async (key, token) =>
            {
                if (key.Namespace == "hangs")
                {
                    _ = Interlocked.Increment(ref hanging);
                    await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
                }

                _ = Interlocked.Increment(ref done);
                return (TimeSpan?)null;
            },
            (_, _, _) => { }, stop.Token);
        for (var index = 0; index < 100; index++)
            queue.Add(Key("hangs", $"{index}"));
        await Eventually.True(() => hanging == 2);

        for (var index = 0; index < 100; index++)
            queue.Add(Key("works", $"{index}"));

        await Eventually.True(() => done == 100);
        (hanging, queue.Waiting).Should().Be((2, 98));
        await stop.CancelAsync();
        await FluentActions.Awaiting(() => workers).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Given_a_namespace_at_its_share_When_one_key_is_returned_Then_its_next_one_begins()
    {
        using var queue = new WorkQueue<ObjectKey>(key => key.Namespace, _clock, new Random(1), perGroup: 1);
        queue.Add(Key("n", "a"));
        queue.Add(Key("n", "b"));
        var (_, first) = await queue.TakeAsync(default);
        var next = queue.TakeAsync(default).AsTask();
        next.IsCompleted.Should().BeFalse();

        queue.Done(first);

        (await next).Key.Should().Be(Key("n", "b"));
    }

    [Fact]
    public async Task Given_a_key_that_changes_without_end_Then_another_of_its_namespace_waits_for_one_turn_only()
    {
        _queue.Add(Key("n", "hot"));
        for (var turn = 0; turn < 3; turn++)
        {
            var hot = await TakeAsync();
            _queue.Add(hot);
            if (turn == 0)
                _queue.Add(Key("n", "quiet"));
            _queue.Done(hot);
            if (turn == 0)
            {
                (await TakeAsync()).Should().Be(Key("n", "quiet"));
                _queue.Done(Key("n", "quiet"));
            }
        }
    }

    [Fact]
    public async Task Given_a_namespace_with_a_thousand_keys_Then_another_waits_for_one_of_them_only()
    {
        for (var i = 0; i < 1000; i++)
            _queue.Add(Key("crowd", $"a{i}"));
        _queue.Add(Key("quiet", "b"));

        var first = new[] { await TakeAsync(), await TakeAsync() };

        first.Should().Equal(Key("crowd", "a0"), Key("quiet", "b"));
        (await TakeAsync()).Should().Be(Key("crowd", "a1"), "within a namespace it is first in, first out");
    }

    [Fact]
    public async Task Given_a_delay_Then_the_key_comes_when_it_is_over_and_not_before()
    {
        _queue.AddAfter(Key("n", "a"), TimeSpan.FromSeconds(10));

        _clock.Advance(TimeSpan.FromSeconds(9.99));
        (_queue.Waiting, _queue.Delayed).Should().Be((0, 1));
        _clock.Advance(TimeSpan.FromSeconds(0.01));

        (_queue.Waiting, _queue.Delayed).Should().Be((1, 0));
        (await TakeAsync()).Should().Be(Key("n", "a"));
    }

    [Fact]
    public void Given_two_delays_for_a_key_Then_the_earlier_one_counts()
    {
        _queue.AddAfter(Key("n", "a"), TimeSpan.FromSeconds(10));
        _queue.AddAfter(Key("n", "a"), TimeSpan.FromSeconds(5));
        _queue.AddAfter(Key("n", "a"), TimeSpan.FromSeconds(20));

        _clock.Advance(TimeSpan.FromSeconds(5));

        (_queue.Waiting, _queue.Delayed).Should().Be((1, 0));
    }

    [Fact]
    public void Given_a_delay_of_months_Then_it_is_kept()
    {
        _queue.AddAfter(Key("n", "a"), TimeSpan.FromDays(90));

        _clock.Advance(TimeSpan.FromDays(89));
        _queue.Waiting.Should().Be(0);
        _clock.Advance(TimeSpan.FromDays(1));

        _queue.Waiting.Should().Be(1);
    }

    [Fact]
    public async Task Given_failures_in_a_row_Then_the_waits_grow_and_success_resets_them()
    {
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 10; i++)
        {
            _queue.Add(Key("n", "a"));
            waits.Add(_queue.Failed(await TakeAsync()));
            _clock.Advance(TimeSpan.FromMinutes(2));
            _ = await TakeAsync();
            _queue.Failed(Key("n", "a"));
            _clock.Advance(TimeSpan.FromMinutes(2));
            var key = await TakeAsync();
            if (i == 8)
                _queue.Done(key);
            else
                waits.Add(_queue.Failed(key));
            _clock.Advance(TimeSpan.FromMinutes(2));
            if (_queue.Waiting > 0)
                _queue.Failed(await TakeAsync());
            _clock.Advance(TimeSpan.FromMinutes(2));
        }

        waits[0].Should().BeLessThan(TimeSpan.FromSeconds(1.3));
        waits.Take(17).Max().Should().BeGreaterThan(TimeSpan.FromSeconds(45)).And.BeLessOrEqualTo(TimeSpan.FromSeconds(60));
        waits[17].Should().BeLessThan(TimeSpan.FromSeconds(1.3), "it went well once in between");
    }

    [Fact]
    public async Task Given_the_server_asks_for_a_longer_wait_than_the_back_off_Then_that_counts()
    {
        _queue.Add(Key("n", "a"));

        _queue.Failed(await TakeAsync(), TimeSpan.FromSeconds(40)).Should().Be(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Given_a_key_that_is_forgotten_Then_nothing_of_it_is_left()
    {
        _queue.Add(Key("n", "a"));
        _queue.Failed(await TakeAsync());

        _queue.Forget(Key("n", "a"));
        _clock.Advance(TimeSpan.FromHours(1));

        (_queue.Waiting, _queue.Delayed, _queue.InWork, _queue.Failing).Should().Be((0, 0, 0, 0));
    }

    [Fact]
    public async Task When_it_stops_Then_idle_workers_go_home_and_it_waits_for_the_busy_ones()
    {
        _queue.Add(Key("n", "a"));
        var busy = await TakeAsync();
        var idle = _queue.TakeAsync(default).AsTask();
        _queue.AddAfter(Key("n", "b"), TimeSpan.FromSeconds(1));

        var stopping = _queue.StopAsync();
        _queue.Add(Key("n", "c"));
        _clock.Advance(TimeSpan.FromHours(1));

        (await idle).Taken.Should().BeFalse();
        stopping.IsCompleted.Should().BeFalse();
        _queue.Done(busy);
        await stopping;
        (await _queue.TakeAsync(default)).Taken.Should().BeFalse();
    }

    [Fact]
    public async Task Given_a_worker_that_gave_up_waiting_Then_no_key_is_lost_to_it()
    {
        using var impatience = new CancellationTokenSource();
        var gone = _queue.TakeAsync(impatience.Token).AsTask();
        await impatience.CancelAsync();
        await gone.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();

        var patient = _queue.TakeAsync(default).AsTask();
        _queue.Add(Key("n", "a"));

        (await patient).Should().Be((true, Key("n", "a")));
    }

    [Fact]
    public void Given_a_key_that_nobody_took_When_it_is_returned_Then_it_is_a_mistake_and_is_told() =>
        _queue.Invoking(it => it.Done(Key("n", "a"))).Should().Throw<InvalidOperationException>();

    [Fact]
    public async Task Workers_look_again_when_told_and_wait_when_it_fails_as_long_as_the_server_asks()
    {
        var request = ApiRequests.Get(KubernetesResources.Pods, "n", "p");
        var (calls, waits) = (new List<string>(), new List<TimeSpan>());
        Task<TimeSpan?> Work(ObjectKey key, CancellationToken cancellationToken)
        {
            calls.Add(key.Name);
            return (key.Name, calls.Count(name => name == key.Name)) switch
            {
                ("busy", 1) => throw FakeKubernetesApi.Refusal(request, 429, "TooManyRequests", retryAfter: TimeSpan.FromSeconds(50)),
                ("later", 1) => Task.FromResult<TimeSpan?>(TimeSpan.FromSeconds(30)),
                _ => Task.FromResult<TimeSpan?>(null),
            };
        }

        _queue.Add(Key("n", "busy"));
        _queue.Add(Key("n", "later"));
        var working = QueueWorkers.RunAsync(_queue, 1, Work, (_, error, wait) => waits.Add(error is ApiStatusException ? wait : default), default);

        await Eventually.True(_clock, TimeSpan.FromSeconds(1), () => calls.Count == 4);
        await _queue.StopAsync();
        await working;

        calls.Should().Equal("busy", "later", "later", "busy");
        waits.Should().Equal(TimeSpan.FromSeconds(50));
        _queue.Failing.Should().Be(0);
    }

    // Nothing added is lost, nothing is with two workers, and no namespace is passed over for another's second key.
    [Theory, MemberData(nameof(Seeds))]
    public async Task Whatever_happens_the_queue_keeps_its_promises(int seed)
    {
        using var queue = New(seed);
        var random = new Random(seed);
        var (wanted, inWork) = (new HashSet<ObjectKey>(), new HashSet<ObjectKey>());
        for (var step = 0; step < 500; step++)
        {
            var key = Key($"n{random.Next(4)}", $"a{random.Next(6)}");
            switch (random.Next(5))
            {
                case 0:
                    queue.Add(key);
                    _ = wanted.Add(key);
                    break;
                case 1:
                    queue.AddAfter(key, TimeSpan.FromSeconds(random.Next(5)));
                    _ = wanted.Add(key);
                    break;
                case 2 when queue.Waiting > 0:
                    var (_, taken) = await queue.TakeAsync(default);
                    inWork.Add(taken).Should().BeTrue("seed {0}, step {1}: {2} is with another worker", seed, step, taken);
                    _ = wanted.Remove(taken);
                    break;
                case 3 when inWork.Count > 0:
                    var done = inWork.First();
                    _ = inWork.Remove(done);
                    if (random.Next(2) == 0)
                    {
                        _ = queue.Failed(done);
                        _ = wanted.Add(done);
                    }
                    else
                    {
                        queue.Done(done);
                    }

                    break;
                default:
                    _clock.Advance(TimeSpan.FromSeconds(random.NextDouble()));
                    break;
            }
        }

        foreach (var key in inWork)
            queue.Done(key);
        while (queue.Delayed > 0)
            _clock.Advance(TimeSpan.FromMinutes(1));
        var came = new List<ObjectKey>();
        while (queue.Waiting > 0)
            came.Add((await queue.TakeAsync(default)).Key);

        came.Should().OnlyHaveUniqueItems().And.Contain(wanted, "seed {0}", seed);
        foreach (var other in came.Select(key => key.Namespace).Distinct())
        {
            var alone = came.FindIndex(key => key.Namespace == other);
            came.Take(alone).GroupBy(key => key.Namespace).Should().NotContain(group => group.Count() > 1, "seed {0}: {1} had to wait for somebody's second turn", seed, other);
        }
    }

    private static ObjectKey Key(string @namespace, string name) => new(@namespace, name);

    private WorkQueue<ObjectKey> New(int seed) => new(key => key.Namespace, _clock, new Random(seed));

    private async Task<ObjectKey> TakeAsync()
    {
        var take = _queue.TakeAsync(default);
        take.IsCompleted.Should().BeTrue("a key should be waiting");
        return (await take).Key;
    }
}
