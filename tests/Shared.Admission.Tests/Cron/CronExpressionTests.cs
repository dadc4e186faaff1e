using Shared.Admission.Cron;

namespace Shared.Admission.Tests.Cron;

/// <summary>What the recordings (set <c>cron</c> of the golden tests) do not hold.</summary>
public sealed class CronExpressionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Zones = ["UTC", "Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "America/Sao_Paulo"];

    [Theory]
    [InlineData("+5 * * * *", "2026-03-10T12:05:00Z")]
    [InlineData("*-5 * * * *", "2026-03-10T12:01:00Z")]
    [InlineData("0 0 * FEB,feb *", "2027-02-01T00:00:00Z")]
    [InlineData("@every 1h0.5s", "2026-03-10T13:00:00Z")]
    [InlineData("@every 0", "2026-03-10T12:00:01Z")]
    [InlineData("@every +2m", "2026-03-10T12:02:00Z")]
    [InlineData("0 12 * * *", "2026-03-11T12:00:00Z")]
    public void Given_a_schedule_When_it_is_noon_Then_it_is_due_next_at(string schedule, string expected) =>
        CronExpression.Parse(schedule).GetNextOccurrence(Noon).Should().Be(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("99999999999999999999 * * * *", "failed to parse int from 99999999999999999999: *")]
    [InlineData("5\0 * * * *", "failed to parse int from 5\0: *")]
    [InlineData("٥ * * * *", "failed to parse int from *")]
    [InlineData("* * * * * *", "expected exactly 5 fields, found 6: *")]
    [InlineData("@every 1h1", "failed to parse duration @every 1h1: time: missing unit in duration \"1h1\"")]
    [InlineData("@every .s", "failed to parse duration @every .s: time: invalid duration \".s\"")]
    [InlineData("@every 2562048h", "failed to parse duration @every 2562048h: time: invalid duration \"2562048h\"")]
    [InlineData("@every -", "failed to parse duration @every -: time: invalid duration \"-\"")]
    [InlineData("TZ=UTC", "nothing follows the zone in 'TZ=UTC'; *")]
    [InlineData("TZ=../UTC * * * * *", "provided bad location ../UTC: time: invalid location name")]
    public void Given_a_text_that_is_no_schedule_When_read_Then_it_says_what_is_wrong(string schedule, string message)
    {
        CronExpression.TryParse(schedule, null, "UTC", out var expression, out var problem).Should().BeFalse();

        expression.Should().BeNull();
        problem.Should().Match(message);
    }

    [Theory]
    [InlineData(", * * * *")]
    [InlineData("* * , * *")]
    [InlineData("0 0 30 2 *")]
    public void Given_a_date_that_never_comes_When_asked_Then_there_is_no_next_one(string schedule) =>
        CronExpression.Parse(schedule).GetNextOccurrence(Noon).Should().BeNull();

    [Fact]
    public void Given_no_zone_When_the_process_keeps_another_one_Then_that_is_meant() =>
        CronExpression.Parse("0 3 * * *", null, "Asia/Tokyo").GetNextOccurrence(Noon).Should().Be(new DateTimeOffset(2026, 3, 10, 18, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Given_a_zone_that_skipped_a_whole_day_When_asked_then_Then_the_search_ends() =>
        CronExpression.Parse("0 0 31 12 *", "Pacific/Apia").GetNextOccurrence(new DateTimeOffset(2011, 12, 28, 0, 0, 0, TimeSpan.Zero)).Should().BeNull();

    [Fact]
    public void Given_an_instant_at_the_end_of_time_When_asked_Then_there_is_no_next_one() =>
        CronExpression.Parse("@every 100000h").GetNextOccurrence(DateTimeOffset.MaxValue).Should().BeNull();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_the_schedule_the_next_instant_is_later_in_whole_seconds_and_the_first_after_the_one_before_it(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var schedule = $"{Field(0, 59)} {Field(0, 23)} {Field(1, 28)} {Field(1, 12)} {Field(0, 6)}";
            var expression = CronExpression.Parse(schedule, Zones[random.Next(Zones.Length)]);
            var from = Noon.AddSeconds(random.Next(400_000_000));

            var next = expression.GetNextOccurrence(from);

            next.Should().NotBeNull("'{0}' from {1:O}", schedule, from).And.BeAfter(from);
            next!.Value.Ticks.Should().Match(ticks => ticks % TimeSpan.TicksPerMinute == 0, "'{0}'", schedule);
            expression.GetNextOccurrence(next.Value.AddSeconds(-1)).Should().Be(next, "'{0}' has nothing between {1:O} and {2:O}", schedule, from, next);
        }

        string Field(int minimum, int maximum) => random.Next(4) switch
        {
            0 => "*",
            1 => $"*/{random.Next(1, maximum + 1)}",
            2 => $"{minimum}-{random.Next(minimum, maximum + 1)}",
            _ => random.Next(minimum, maximum + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
