using System.Collections.Immutable;
using Controller.Applications;
using Controller.Pods;
using Controller.Recording;
using Testing.Time;

namespace Controller.Tests.Recording;

public sealed class RestsTests
{
    private static readonly ApplicationRecord Application = new() { Namespace = "spark", Name = "pi", Uid = "u", ResourceVersion = "8" };
    private static readonly PodRecord Driver = new() { Namespace = "spark", Name = "pi-driver", Uid = "p", ResourceVersion = "5", Phase = PodPhase.Pending };

    private readonly ManualTimeProvider _clock = new();
    private readonly Rests _rests;

    public RestsTests()
    {
        _rests = new Rests(_clock);
        _rests.Begin(Application.Key, "u", "8", [Driver], TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Given_nothing_new_Then_what_is_left_of_the_wait_is_told_until_it_is_over()
    {
        _clock.Advance(TimeSpan.FromSeconds(4));
        _rests.Left(Application, [Driver]).Should().Be(TimeSpan.FromSeconds(6));

        _clock.Advance(TimeSpan.FromSeconds(6));
        _rests.Left(Application, [Driver]).Should().Be(TimeSpan.Zero, "nothing was heard all the time");
        _rests.Left(Application, [Driver]).Should().BeNull("that is told once");
    }

    [Fact]
    public void Given_a_version_of_the_pod_that_tells_nothing_new_Then_it_is_waited_on() =>
        _rests.Left(Application, [Driver with { ResourceVersion = "9" }]).Should().NotBeNull();

    public static TheoryData<string> News => ["edited", "made anew", "pod runs", "pod is gone", "another pod"];

    [Theory, MemberData(nameof(News))]
    public void Given_anything_new_Then_it_is_decided_again(string news)
    {
        var (application, pods) = news switch
        {
            "edited" => (Application with { ResourceVersion = "9" }, [Driver]),
            "made anew" => (Application with { Uid = "v" }, [Driver]),
            "pod runs" => (Application, [Driver with { ResourceVersion = "9", Phase = PodPhase.Running }]),
            "pod is gone" => (Application, []),
            _ => (Application, ImmutableArray.Create(Driver, Driver with { Uid = "q" })),
        };

        _rests.Left(application, pods).Should().BeNull();
        _rests.Left(Application, [Driver]).Should().BeNull("the wait has ended with the news");
    }
}
