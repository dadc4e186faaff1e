using Shared.Contracts.SparkApplications;

namespace Shared.Contracts.Tests.SparkApplications;

public sealed class RestartRulesTests
{
    [Fact]
    public void Given_no_policy_When_asked_Then_it_never_runs_again() =>
        RestartRules.From(new SparkApplicationSpec()).Should().Be(
            new RestartRules(RestartType.Never, 0, 0, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)));

    [Fact]
    public void Given_a_policy_When_asked_Then_its_own_numbers_count()
    {
        var spec = new SparkApplicationSpec
        {
            RestartPolicy = new RestartPolicy
            {
                Type = "OnFailure",
                OnFailureRetries = 3,
                OnFailureRetryInterval = 10,
                OnSubmissionFailureRetries = 5,
                OnSubmissionFailureRetryInterval = 20,
            },
        };

        RestartRules.From(spec).Should().Be(
            new RestartRules(RestartType.OnFailure, 5, 3, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Given_an_interval_beyond_all_measure_When_asked_Then_it_is_long_and_nothing_overflows() =>
        RestartRules.From(new SparkApplicationSpec { RestartPolicy = new RestartPolicy { OnFailureRetryInterval = long.MaxValue } })
            .FailureRetryInterval.Should().BeGreaterThan(TimeSpan.FromDays(36_000));
}
