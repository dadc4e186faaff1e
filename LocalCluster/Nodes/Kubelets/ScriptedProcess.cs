using LocalCluster.Json;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>Does nothing for as long as its stage says.</summary>
internal sealed class ScriptedProcess(TimeProvider clock) : IContainerProcess
{
    /// <summary>128 + SIGTERM: what a program without a handler for the signal ends with.</summary>
    public const int Terminated = 143;

    public async Task<int> RunAsync(ContainerRun run, CancellationToken stop, CancellationToken kill)
    {
        run.Print($"container '{run.Container.TextAt("name")}' of image '{run.Container.TextAt("image")}' started; no code of the image is run.");
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, kill);
            await Task.Delay(run.RunFor, clock, either.Token);
            run.PrintEnd();
            return run.ExitCode;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !kill.IsCancellationRequested)
        {
            run.Print($"container '{run.Container.TextAt("name")}' was asked to stop.");
            return Terminated;
        }
    }
}
