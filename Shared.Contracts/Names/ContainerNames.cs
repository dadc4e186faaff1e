namespace Shared.Contracts.Names;

/// <summary>Names of Spark's containers.</summary>
public static class ContainerNames
{
    public const string Driver = "spark-kubernetes-driver";
    public const string Executor = "spark-kubernetes-executor";

    /// <summary>What Spark 2 called its executor.</summary>
    public const string OldExecutor = "executor";
}
