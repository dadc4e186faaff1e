using System.Text.Json.Nodes;
using LocalCluster.Nodes.Logs;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>One run of a container. <paramref name="ExitCode"/> is what the stage wants at its natural end.</summary>
internal sealed record ContainerRun(JsonObject Pod, JsonObject Container, string PodIp, PodStage Stage, TimeSpan RunFor, int ExitCode, ContainerLog Log)
{
    /// <summary>Writes a line of output. Every line says that nothing of this really happened.</summary>
    public void Print(string line) => Log.Write($"[simulated] {line}");
}

/// <summary>What pretends to run in a container.</summary>
internal interface IContainerProcess
{
    /// <summary>
    /// Runs to its end and answers with the exit code. <paramref name="stop"/> is the signal to end in an orderly way (SIGTERM),
    /// <paramref name="kill"/> leaves no time for anything: an <see cref="OperationCanceledException"/> is expected.
    /// </summary>
    Task<int> RunAsync(ContainerRun run, CancellationToken stop, CancellationToken kill);
}
