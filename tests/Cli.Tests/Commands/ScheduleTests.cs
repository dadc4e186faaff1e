namespace Cli.Tests.Commands;

public sealed class ScheduleTests
{
    private const string Schedules = "/apis/sparkoperator.k8s.io/v1beta2/namespaces/default/scheduledsparkapplications";

    private static string Schedule(string name, string schedule, string more = "") => $$"""
        {"metadata":{"name":"{{name}}","namespace":"default"},"spec":{"schedule":"{{schedule}}"{{more}} },
         "status":{"scheduleState":"Scheduled","lastRun":"2026-03-01T11:00:00Z","nextRun":"2026-03-01T13:00:00Z","lastRunName":"{{name}}-1"} }
        """;

    [Fact]
    public async Task Given_schedules_When_their_next_runs_are_asked_for_Then_all_of_them_are_in_one_order_and_suspended_ones_have_none()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Schedules, Paths.List(
            Schedule("hourly", "0 * * * *"), Schedule("zoned", "30 14 * * *", ",\"timeZone\":\"Europe/Berlin\""), Schedule("off", "* * * * *", ",\"suspend\":true"), Schedule("bad", "whenever")));

        (await terminal.RunAsync("schedule next 3")).Should().Be(1);

        terminal.Out.ToString().Should().Be("""
            DUE                    IN    NAMESPACE   SCHEDULE
            2026-03-01T13:00:00Z   60m   default     hourly
            2026-03-01T13:30:00Z   90m   default     zoned
            2026-03-01T14:00:00Z   2h    default     hourly

            """);
        terminal.Error.ToString().Should().Contain("default/bad: ");
    }

    [Fact]
    public async Task Given_schedules_When_listed_Then_last_and_next_runs_are_told()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Schedules, Paths.List(Schedule("hourly", "0 * * * *")));

        (await terminal.RunAsync("schedule list")).Should().Be(0);

        terminal.Out.ToString().Should().Be("""
            NAME     SCHEDULE    ZONE    SUSPEND   STATE       LAST RUN   NEXT IN   LAST NAME
            hourly   0 * * * *   Local   false     Scheduled   60m        60m       hourly-1

            """);
    }
}
