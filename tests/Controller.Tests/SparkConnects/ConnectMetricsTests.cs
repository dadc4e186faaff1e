using System.Diagnostics.Metrics;
using Controller.Pods;
using Controller.SparkConnects;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.SparkConnects;
using Shared.Hosting.Metrics;

namespace Controller.Tests.SparkConnects;

public sealed class ConnectMetricsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Given_a_server_that_becomes_ready_When_it_is_so_again_later_Then_only_the_first_start_counts()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var text = new MetricsText(meters, [ControllerMetrics.MeterName]);
        text.Start();
        var metrics = new ConnectMetrics(meters, [30, 60]);
        var status = Decide(ConnectRulesTests.Starting, new(), Noon);

        status = Decide(ConnectRulesTests.Ready, status, Noon.AddSeconds(40));
        status = Decide(ConnectRulesTests.Starting, status, Noon.AddSeconds(100));
        _ = Decide(ConnectRulesTests.Ready, status, Noon.AddSeconds(200));

        text.Write().Should().Contain("spark_operator_connect_start_latency_seconds_count 1\n").And.Contain("spark_operator_connect_start_latency_seconds_sum 40\n")
            .And.Contain("spark_operator_connect_restarts_total 0\n");

        SparkConnectStatus Decide(PodRecord server, SparkConnectStatus before, DateTimeOffset now)
        {
            var observation = ConnectRulesTests.Observe(server, status: before);
            observation = observation with { Record = observation.Record with { CreatedAt = Noon } };
            var decision = ConnectRules.Decide(observation, now);
            metrics.Decided(observation, decision, now);
            return decision.Status;
        }
    }
}
