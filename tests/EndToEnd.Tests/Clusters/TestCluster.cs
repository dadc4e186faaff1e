namespace EndToEnd.Tests.Clusters;

/// <summary>Which cluster this run of the tests uses.</summary>
public static class TestCluster
{
    public static bool IsExternal => Environment.GetEnvironmentVariable("E2E_EXTERNAL_CLUSTER") == "1";

    public static async Task<ICluster> StartAsync() => IsExternal ? await ExternalCluster.ConnectAsync() : await LocalClusterProcess.StartAsync();
}

/// <inheritdoc cref="LocalClusterFactAttribute"/>
public sealed class LocalClusterTheoryAttribute : TheoryAttribute
{
    public LocalClusterTheoryAttribute() => Skip = new LocalClusterFactAttribute().Skip;
}

/// <summary>A test that needs what only LocalCluster can do, such as faults on request.</summary>
public sealed class LocalClusterFactAttribute : FactAttribute
{
    public LocalClusterFactAttribute()
    {
        if (TestCluster.IsExternal)
            Skip = "Needs faults on request, which the external cluster of E2E_EXTERNAL_CLUSTER=1 does not have.";
    }
}
