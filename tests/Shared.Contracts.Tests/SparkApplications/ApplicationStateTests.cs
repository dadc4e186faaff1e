using System.Text;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Shared.Contracts.Tests.SparkApplications;

public sealed class ApplicationStateTests
{
    [Fact]
    public void Given_the_fourteen_states_When_written_and_parsed_Then_each_comes_back()
    {
        ApplicationStates.All.Should().HaveCount(14);
        ApplicationStates.All.Should().OnlyContain(state => ApplicationStates.Parse(state.ToText()) == state);
        ApplicationStates.All.Select(state => state.ToText()).Should().BeEquivalentTo(
            "", "SUBMITTED", "RUNNING", "COMPLETED", "FAILED", "SUBMISSION_FAILED", "PENDING_RERUN",
            "INVALIDATING", "SUCCEEDING", "FAILING", "SUSPENDING", "SUSPENDED", "RESUMING", "UNKNOWN");
    }

    [Fact]
    public void Given_a_state_of_another_operator_When_read_and_written_Then_its_text_survives()
    {
        const string Text = """{"driverInfo":{},"applicationState":{"state":"HIBERNATING","errorMessage":"why"}}""";

        var status = ContractsJson.Deserialize<SparkApplicationStatus>(Encoding.UTF8.GetBytes(Text));

        status.State.Should().Be(ApplicationState.Unknown);
        Encoding.UTF8.GetString(ContractsJson.Serialize(status with { SubmissionAttempts = null })).Should().Be(Text);
    }

    [Fact]
    public void Given_an_absent_status_When_its_state_is_read_Then_the_application_is_new() =>
        new SparkApplicationStatus().State.Should().Be(ApplicationState.New);

    [Fact]
    public void Given_a_failure_When_state_and_message_are_written_one_after_the_other_Then_both_stay()
    {
        var status = new SparkApplicationStatus { State = ApplicationState.Failing } with { ErrorMessage = "exit code 1" };

        (status with { State = ApplicationState.Failed }).Should().Match<SparkApplicationStatus>(
            it => it.State == ApplicationState.Failed && it.ErrorMessage == "exit code 1" && it.ApplicationState!.State == "FAILED");
    }

    [Fact]
    public void Given_a_state_in_a_status_When_written_Then_neither_shorthand_appears_in_the_text()
    {
        var status = new SparkApplicationStatus { DriverInfo = new(), State = ApplicationState.Running, SubmissionId = "id" };

        Encoding.UTF8.GetString(ContractsJson.Serialize(status)).Should()
            .Be("""{"submissionID":"id","driverInfo":{},"applicationState":{"state":"RUNNING"}}""");
    }
}
