
namespace EndToEnd.Tests.Clusters;

/// <summary>One cluster with one operator for all tests that only add applications in namespaces of their own.</summary>
public sealed class SharedOperator : IAsyncLifetime
{
    public const string Name = "one operator";

    public ICluster Cluster { get; private set; } = null!;

    public OperatorUnderTest Operator { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await TestCluster.StartAsync();
        Operator = await OperatorUnderTest.StartAsync(Cluster);
    }

    public async Task DisposeAsync()
    {
        if (Operator is not null)
            await Operator.DisposeAsync();
        if (Cluster is not null)
            await Cluster.DisposeAsync();
    }
}

[CollectionDefinition(SharedOperator.Name)]
public sealed class SharedOperatorDefinition : ICollectionFixture<SharedOperator>;
