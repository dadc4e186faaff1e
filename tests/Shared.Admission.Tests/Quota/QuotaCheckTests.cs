using Shared.Admission.Quota;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Tests.Quota;

public sealed class QuotaCheckTests
{
    private static readonly SparkApplicationSpec Scala = new()
    {
        Type = "Scala",
        Driver = new DriverSpec { Cores = 1, Memory = "1g", CoreLimit = "1500m" },
        Executor = new ExecutorSpec { Cores = 2, Memory = "1024", Instances = 3, MemoryOverhead = "512m" },
    };

    [Fact]
    public void Driver_and_executors_are_counted_once_with_their_overhead()
    {
        var demand = ResourceDemand.Of(Scala);

        const decimal Memory = ((1024 + 384) + (3 * (1024 + 512))) * 1048576m;
        demand.Should().Equal(new Dictionary<string, decimal>
        {
            ["cpu"] = 7,
            ["requests.cpu"] = 7,
            ["limits.cpu"] = 7.5m,
            ["memory"] = Memory,
            ["requests.memory"] = Memory,
            ["limits.memory"] = Memory,
        });
    }

    [Theory]
    [InlineData("Python", null, 1503238553L)]
    [InlineData("Scala", "0.5", 1610612736L)]
    [InlineData("Java", null, 1476395008L)]
    public void Overhead_follows_the_language_unless_a_factor_is_given(string type, string? factor, long driver)
    {
        var spec = new SparkApplicationSpec { Type = type, MemoryOverheadFactor = factor, Driver = new DriverSpec { Memory = "1g" }, Executor = new ExecutorSpec { Memory = "1g", Instances = 0 } };

        ResourceDemand.Of(spec)["memory"].Should().Be(driver);
    }

    [Fact]
    public void Executors_of_dynamic_allocation_are_counted_at_their_maximum()
    {
        var dynamic = Scala with { DynamicAllocation = new DynamicAllocation { Enabled = true, MinExecutors = 2, MaxExecutors = 10 } };

        ResourceDemand.Of(dynamic)["cpu"].Should().Be(21);
        ResourceDemand.Of(dynamic with { DynamicAllocation = dynamic.DynamicAllocation with { MaxExecutors = null, MinExecutors = 4 } })["cpu"].Should().Be(9);
    }

    [Theory]
    [InlineData("7500m", "0", true)]
    [InlineData("7499m", "0", false)]
    [InlineData("8", "501m", false)]
    [InlineData("8", "500m", true)]
    public void What_fills_a_quota_exactly_fits_and_what_is_used_counts(string hard, string used, bool fits)
    {
        var errors = QuotaCheck.Judge(Scala, [Quota("limits.cpu", hard, used)]);

        errors.Should().HaveCount(fits ? 0 : 1);
        if (!fits)
            errors[0].Message.Should().Contain($"resource quota 'q' does not have room: limits.cpu: asked 7.5, used {used}, hard {hard};");
    }

    [Fact]
    public void Quotas_with_scopes_and_resources_that_are_not_asked_for_refuse_nothing()
    {
        QuotaCheck.Judge(Scala, [Quota("cpu", "1", "0") with { Scoped = true }, Quota("services", "0", "0")]).Should().BeEmpty();
    }

    [Fact]
    public void A_limit_that_cannot_be_read_is_told_with_its_field()
    {
        var errors = QuotaCheck.Judge(Scala with { Driver = Scala.Driver! with { CoreLimit = "1x" } }, []);

        errors.Should().ContainSingle().Which.ToString().Should().StartWith("spec.driver.coreLimit: '1x' is not a quantity");
    }

    [Fact]
    public void Amounts_without_end_are_refused_and_not_thrown()
    {
        var huge = Scala with { MemoryOverheadFactor = new string('9', 28), Executor = new ExecutorSpec { Memory = "9999999999999p", Instances = int.MaxValue } };

        QuotaCheck.Judge(huge, [Quota("memory", "1Ei", "0")]).Should().ContainSingle();
    }

    private static NamespaceQuota Quota(string resource, string hard, string used) => new(
        "q", false, new Dictionary<string, Quantity> { [resource] = hard }, new Dictionary<string, Quantity> { [resource] = used });
}
