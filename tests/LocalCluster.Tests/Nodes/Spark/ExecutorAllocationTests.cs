using System.Text.Json.Nodes;
using LocalCluster.Nodes.Spark;

namespace LocalCluster.Tests.Nodes.Spark;

public sealed class ExecutorAllocationTests
{
    [Theory]
    [InlineData("", 2)]
    [InlineData("spark.executor.instances=5", 5)]
    [InlineData("spark.dynamicAllocation.enabled=true", 0)]
    [InlineData("spark.dynamicAllocation.enabled=true\nspark.dynamicAllocation.minExecutors=1\nspark.dynamicAllocation.initialExecutors=3", 3)]
    [InlineData("spark.kubernetes.driver.master=local[*]\nspark.executor.instances=5", 0)]
    public void Given_a_conf_When_the_application_starts_Then_it_asks_for_as_many_executors_as_Spark_does(string conf, int expected) =>
        ExecutorAllocation.For(Facts(conf)).Missing.Should().HaveCount(expected);

    [Fact]
    public void Given_running_executors_When_one_fails_Then_it_is_replaced_under_a_new_id()
    {
        var allocation = AllRunning(Facts("spark.executor.instances=2"));

        var after = allocation.After("MODIFIED", Executor(1, "Failed"));

        after.Failures.Should().Be(1);
        after.Missing.Should().Equal(3);
    }

    [Fact]
    public void Given_an_executor_that_somebody_deletes_When_it_ends_Then_it_is_replaced_and_counts_as_no_failure()
    {
        var allocation = AllRunning(Facts("spark.executor.instances=2"));
        var deleted = Executor(1, "Failed");
        deleted["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";

        var after = allocation.After("MODIFIED", deleted);

        after.Failures.Should().Be(0);
        after.Missing.Should().Equal(3);
    }

    [Fact]
    public void Given_a_smaller_target_When_executors_run_Then_the_last_ones_are_surplus_and_their_end_counts_for_nothing()
    {
        var allocation = AllRunning(Facts("spark.executor.instances=3")) with { Target = 1 };

        allocation.Surplus.Should().Equal(3, 2);
        allocation.Without(3).Without(2).After("MODIFIED", Executor(3, "Failed")).Failures.Should().Be(0);
    }

    [Fact]
    public void Given_a_failed_executor_When_its_deletion_is_seen_too_Then_it_counts_once()
    {
        var allocation = AllRunning(Facts("spark.executor.instances=2")).After("MODIFIED", Executor(1, "Failed"));

        allocation.After("DELETED", Executor(1, "Failed")).Failures.Should().Be(1);
    }

    [Fact]
    public void Given_a_small_application_When_three_executors_have_failed_Then_it_is_given_up()
    {
        var allocation = ExecutorAllocation.For(Facts("spark.executor.instances=1"));
        for (var id = 1; id <= 3; id++)
            allocation = allocation.WithRequested(id).After("MODIFIED", Executor(id, "Failed"));

        allocation.HasFailedTooOften.Should().BeTrue();
    }

    [Fact]
    public void Given_five_executors_When_four_run_Then_that_is_enough_to_begin()
    {
        var allocation = ExecutorAllocation.For(Facts("spark.executor.instances=5"));
        foreach (var id in allocation.Missing.ToList())
            allocation = allocation.WithRequested(id);

        allocation = Enumerable.Range(1, 3).Aggregate(allocation, (one, id) => one.After("MODIFIED", Executor(id, "Running")));
        allocation.HasEnough.Should().BeFalse();
        allocation.After("MODIFIED", Executor(4, "Running")).HasEnough.Should().BeTrue();
    }

    private static ExecutorAllocation AllRunning(SparkApplicationFacts facts)
    {
        var allocation = ExecutorAllocation.For(facts);
        return allocation.Missing.ToList().Aggregate(allocation, (one, id) => one.WithRequested(id).After("MODIFIED", Executor(id, "Running")));
    }

    private static SparkApplicationFacts Facts(string conf) => new(SparkConf.Parse(conf), [], null, "pi", "map", "/dir");

    private static JsonObject Executor(int id, string phase) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = $"pi-exec-{id}", ["labels"] = new JsonObject { ["spark-exec-id"] = $"{id}" } },
        ["status"] = new JsonObject { ["phase"] = phase },
    };
}
