using ApplicationLoad.Loading;
using ApplicationLoad.Measuring;
using Testing.Time;

namespace ApplicationLoad.Tests;

public sealed class LedgerTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Ledger _ledger;

    public LedgerTests() => _ledger = new Ledger(_clock);

    [Fact]
    public void Times_count_from_when_an_application_was_due()
    {
        var due = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        _ledger.Accept(_ledger.Sending("ns/a", due));
        _clock.Advance(TimeSpan.FromMilliseconds(30));
        _ledger.SawDriver("ns/a", "uid-1");
        _clock.Advance(TimeSpan.FromMilliseconds(60));
        _ledger.SawState("ns/a", "COMPLETED", 1);

        LoadFigures.ToAnswer(_ledger, _clock).At(1).Should().Be(10);
        LoadFigures.ToDriver(_ledger, _clock).At(1).Should().Be(40);
        LoadFigures.ToEnd(_ledger, _clock).At(1).Should().Be(100);
        (_ledger.Accepted, _ledger.WithDriver, _ledger.Ended).Should().Be((1, 1, 1));
    }

    [Fact]
    public void A_second_driver_is_double_unless_the_operator_tells_of_a_second_attempt()
    {
        foreach (var name in new[] { "ns/once", "ns/twice" })
        {
            _ledger.Accept(_ledger.Sending(name, 0));
            _ledger.SawDriver(name, "uid-1");
            _ledger.SawDriver(name, "uid-2");
            _ledger.SawDriver(name, "uid-2");
        }

        _ledger.SawState("ns/once", "COMPLETED", 1);
        _ledger.SawState("ns/twice", "COMPLETED", 2);

        LoadFigures.Correctness(_ledger).Single(one => one.Name == "with more drivers than attempts").Should().Match<Measurement>(one => one.Value == 1 && one.IsMet == false);
    }

    [Fact]
    public void What_was_accepted_and_never_ended_is_lost_and_what_was_refused_is_not()
    {
        _ledger.Accept(_ledger.Sending("ns/lost", 0));
        _ledger.Refuse(_ledger.Sending("ns/refused", 0), "no");
        _ledger.SawState("ns/lost", "RUNNING", 1);
        _ledger.SawState("ns/stranger", "COMPLETED", 1);

        var figures = LoadFigures.Correctness(_ledger);
        figures.Single(one => one.Name == "accepted and never ended").Value.Should().Be(1);
        figures.Single(one => one.Name == "refused by the API server").Value.Should().Be(1);
    }
}
