using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;

namespace LocalCluster.Nodes.Spark;

/// <summary>An executor: runs until its driver ends or removes it. Without a driver it fails, as a real one does.</summary>
internal sealed class SparkExecutorProcess(TimeProvider clock, RunningDrivers drivers) : IContainerProcess
{
    public async Task<int> RunAsync(ContainerRun run, CancellationToken stop, CancellationToken kill)
    {
        var id = run.Pod.TextAt("metadata", "labels", "spark-exec-id") ?? "?";
        var driver = run.Pod.ListAt("metadata", "ownerReferences").Objects().FirstOrDefault(owner => owner.TextAt("kind") == "Pod").TextAt("uid") ?? "";
        run.Print($"executor {id} connects to its driver.");

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, kill);
        var end = drivers.EndOf(driver).WaitAsync(either.Token);
        var time = Task.Delay(run.RunFor, clock, either.Token);
        try
        {
            if (await Task.WhenAny(end, time) == time)
            {
                await time;
                run.PrintEnd();
                return run.ExitCode;
            }

            var orderly = await end;
            run.Print(orderly ? $"executor {id} was told by its driver to end." : $"executor {id} lost its driver.");
            return orderly ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !kill.IsCancellationRequested)
        {
            run.Print($"executor {id} was asked to stop.");
            return ScriptedProcess.Terminated;
        }
    }
}
