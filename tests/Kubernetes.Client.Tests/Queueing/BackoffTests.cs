using FsCheck;
using FsCheck.Fluent;
using Kubernetes.Client.Queueing;

namespace Kubernetes.Client.Tests.Queueing;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 48)]
    [InlineData(1_000_000, 48)]
    public void Without_luck_the_wait_doubles_up_to_where_jitter_still_fits_under_the_ceiling(int failures, double seconds) =>
        Backoff.PerItem.After(failures, 0).Should().Be(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Whatever_happens_the_wait_stays_between_one_second_and_a_minute() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), Gen.Choose(0, 9999).ToArbitrary(), (failures, chance) =>
        {
            var wait = Backoff.PerItem.After(failures.Get, chance / 10000.0);
            return wait >= TimeSpan.FromSeconds(1) && wait <= TimeSpan.FromSeconds(60);
        }).QuickCheckThrowOnFailure();
}
