using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.Bounds;

public sealed class HugeApplicationTests
{
    private const int StatusBytesAtMost = 256 << 10;

    [Fact]
    public void Given_ten_thousand_executors_Then_the_status_stays_small_enough_to_be_stored()
    {
        var executors = Enumerable.Range(1, 10_000).Select(number => A.Driver() with
        {
            Name = $"{new string('n', 200)}-exec-{number}",
            Uid = $"uid-{number}",
            Role = SparkRoles.Executor,
            Phase = number % 2 == 0 ? PodPhase.Running : PodPhase.Failed,
            Message = new string('m', 512),
        });

        var decision = StateMachine.Decide(A.Spec, A.Status(ApplicationState.Running), A.World([A.Driver(), .. executors]), A.Noon);

        ContractsJson.Serialize(new SparkApplication { Status = decision.Status }).Length.Should().BeLessThan(StatusBytesAtMost);
        decision.Status.RunningExecutors.Should().Be(5000, "the count is of all, whatever the map holds");
    }
}
