using Microsoft.Extensions.Logging;
using Shared.Hosting.Logging;

namespace Shared.Hosting.Tests;

public sealed class LogBudgetTests : IDisposable
{
    private readonly SteppedTime _clock = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void An_event_without_end_is_cut_off_and_what_was_left_out_is_told()
    {
        var logger = new ConsoleLog(_output, LogFormat.Text, _clock).CreateLogger("Controller.Reconciler");
        for (var index = 0; index < LogBudget.Burst + 1000; index++)
            Write(logger, 3005, "application is tried again");
        Lines().Should().HaveCount(LogBudget.Burst);

        Write(logger, 3001, "another event is not held back");
        Lines().Should().HaveCount(LogBudget.Burst + 1);

        _clock.Step(TimeSpan.FromSeconds(1));
        Write(logger, 3005, "application is tried again");
        Lines().Last().Should().EndWith("application is tried again (1000 more of this event were left out)");
    }

    [Fact]
    public void In_an_hour_an_event_writes_no_more_than_its_share()
    {
        var (budget, written) = (new LogBudget(_clock), 0);
        for (var second = 0; second < 3600; second++)
        {
            for (var index = 0; index < 1000; index++)
                written += budget.Allows("c", 1, out _) ? 1 : 0;
            _clock.Step(TimeSpan.FromSeconds(1));
        }

        written.Should().BeLessThanOrEqualTo(LogBudget.Burst + (3600 * LogBudget.PerSecond));
    }

    [Fact]
    public void A_line_has_an_end()
    {
        Write(new ConsoleLog(_output, LogFormat.Json, _clock).CreateLogger("c"), 1, new string('x', 1 << 20));

        Lines().Single().Length.Should().BeLessThan(ConsoleLog.LongestText + 200);
    }

    private static void Write(ILogger logger, int id, string text) => logger.Log(LogLevel.Warning, new EventId(id), text, null, static (state, _) => state);

    private string[] Lines() => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private sealed class SteppedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Step(TimeSpan time) => _ticks += time.Ticks;
    }
}
