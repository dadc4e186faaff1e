namespace EndToEnd.Tests;

/// <summary>Annotations with which a pod tells LocalCluster's simulated nodes how to play it (docs/localcluster.md).</summary>
public static class Simulated
{
    /// <summary>What becomes of the pod; one of the stages of LocalCluster.</summary>
    public const string Stage = "local.cluster/stage";

    /// <summary>How long the main container works; a duration such as <c>300s</c>.</summary>
    public const string Work = "local.cluster/run-for";

    /// <summary>How long it takes to end after it was asked to.</summary>
    public const string Stop = "local.cluster/stop-after";

    /// <summary>With which code the main container ends.</summary>
    public const string ExitCode = "local.cluster/exit-code";
}
