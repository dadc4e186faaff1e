using System.Text;
using Controller.Applications;
using Controller.Objects;
using Controller.Recording;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.Recording;

public sealed class StatusChangeTests
{
    private static readonly ApplicationRecord Stored = ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes(
        """{"metadata":{"name":"a","namespace":"n","uid":"u","resourceVersion":"1"},"spec":{},"status":{"driverInfo":{},"applicationState":{"state":"RUNNING"}}}"""));

    [Fact]
    public void Given_executors_in_several_states_When_recorded_Then_those_that_run_are_counted_for_the_table()
    {
        var decided = new SparkApplicationStatus
        {
            DriverInfo = new DriverInfo(),
            State = ApplicationState.Running,
            ExecutorState = new Dictionary<string, string> { ["e1"] = ExecutorStates.Running, ["e2"] = ExecutorStates.Pending, ["e3"] = ExecutorStates.Running },
        };

        var change = StatusChange.Between(Stored, decided, new LastWrites())!;

        change.Patch["runningExecutors"]!.GetValue<int>().Should().Be(2);
        change.MayWait.Should().BeTrue();
    }

    [Fact]
    public void Given_an_application_at_its_end_When_recorded_Then_no_executor_counts_as_running()
    {
        var decided = new SparkApplicationStatus
        {
            DriverInfo = new DriverInfo(),
            State = ApplicationState.Completed,
            ExecutorState = new Dictionary<string, string> { ["e1"] = ExecutorStates.Running },
        };

        StatusChange.Between(Stored, decided, new LastWrites())!.Patch["runningExecutors"]!.GetValue<int>().Should().Be(0);
    }

    [Fact]
    public void Given_no_executors_and_nothing_new_When_recorded_Then_there_is_nothing_to_write() =>
        StatusChange.Between(Stored, new SparkApplicationStatus { DriverInfo = new DriverInfo(), State = ApplicationState.Running }, new LastWrites()).Should().BeNull();
}
