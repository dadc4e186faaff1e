using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes.Logs;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>One run of a container. <paramref name="ExitCode"/> is what the stage wants at its natural end.</summary>
internal sealed record ContainerRun(JsonObject Pod, JsonObject Container, string PodIp, PodStage Stage, TimeSpan RunFor, int ExitCode, ContainerLog Log)
{
    /// <summary>Writes a line of output. Every line says that nothing of this really happened.</summary>
    public void Print(string line) => Log.Write($"[simulated] {line}");

    /// <summary>
    /// The end that the stage wants, with what a program prints that ends badly. Those lines are printed as in life, without the mark, because
    /// whoever looks for the cause of a failure reads them by their beginnings.
    /// </summary>
    public void PrintEnd()
    {
        if (ExitCode != 0 && !Stage.Log.IsEmpty)
        {
            Print($"the stage '{Stage.Name}' wants these {Stage.Log.Length} lines:");
            foreach (var line in Stage.Log)
                Log.Write(StageText.Fill(line, Container));
        }

        Print($"container '{Container.TextAt("name")}' ends with exit code {ExitCode}.");
    }
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
