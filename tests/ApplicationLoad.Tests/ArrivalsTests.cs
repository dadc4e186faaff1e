using ApplicationLoad.Loading;

namespace ApplicationLoad.Tests;

public sealed class ArrivalsTests
{
    [Fact]
    public void A_steady_rate_is_spread_evenly_from_the_first_instant_on() =>
        Arrivals.Steady(120, TimeSpan.FromSeconds(2)).Should().Equal(TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));

    [Fact]
    public void A_burst_comes_at_one_instant() => Arrivals.AtOnce(3).Should().Equal(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    [Fact]
    public void No_rate_is_no_load()
    {
        var nothing = () => Arrivals.Steady(0, TimeSpan.FromSeconds(1));

        nothing.Should().Throw<ArgumentOutOfRangeException>();
    }
}
