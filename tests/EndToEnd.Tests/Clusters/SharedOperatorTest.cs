namespace EndToEnd.Tests.Clusters;

/// <summary>A test on the shared operator with a namespace of its own.</summary>
public abstract class SharedOperatorTest(SharedOperator shared, string purpose) : IAsyncLifetime
{
    private TestNamespace? _home;

    protected SharedOperator Shared { get; } = shared;

    /// <summary>The name of the namespace, in which a driver may do what Spark needs.</summary>
    protected string Home => _home!.Name;

    public virtual async Task InitializeAsync() => _home = await Shared.Cluster.Api.CreateNamespaceAsync(purpose);

    public virtual async Task DisposeAsync()
    {
        if (_home is not null)
            await _home.DisposeAsync();
    }
}
