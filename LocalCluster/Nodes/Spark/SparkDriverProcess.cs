using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes.Spark;

/// <summary>
/// A driver without a JVM: it reads its conf and the executor pod template, makes its executors, waits for them, works a while and cleans up. A Connect server is one
/// whose work never ends.
/// </summary>
internal sealed class SparkDriverProcess(IClusterApi api, TimeProvider clock, RunningDrivers drivers) : IContainerProcess
{
    /// <summary>Spark's exit code when too many executors have failed.</summary>
    public const int TooManyExecutorFailures = 11;

    public async Task<int> RunAsync(ContainerRun run, CancellationToken stop, CancellationToken kill)
    {
        var uid = run.Pod.TextAt("metadata", "uid") ?? "";
        drivers.Begin(uid);
        try
        {
            if (await DriverFactsReading.ReadAsync(api, run, kill) is not { } facts)
                return 1;
            return run.Stage.Early ? await EndEarlyAsync(run, kill) : await RunApplicationAsync(run, facts, stop, kill);
        }
        catch (DriverRefusedException refusal)
        {
            run.Print($"ERROR SparkContext: Error initializing SparkContext: {refusal.Message}");
            return 1;
        }
        finally
        {
            drivers.End(uid, orderly: false);
        }
    }

    private async Task<int> EndEarlyAsync(ContainerRun run, CancellationToken kill)
    {
        await Task.Delay(run.RunFor, clock, kill);
        run.PrintEnd();
        return run.ExitCode;
    }

    private async Task<int> RunApplicationAsync(ContainerRun run, SparkApplicationFacts facts, CancellationToken stop, CancellationToken kill)
    {
        run.Print($"INFO SparkContext: Running Spark version {facts.VersionLabel} (no JVM, no executor code: this node only plays the part).");
        run.Print($"INFO SparkContext: Submitted application: {facts.AppName}");
        var driverApi = new DriverApi(api, clock, facts, run.Print);
        _ = await driverApi.GetOwnPodAsync(kill);
        try
        {
            if (facts.HasConfigMap && facts.InitialExecutors > 0)
                await driverApi.CreateConfigMapAsync(ExecutorConfigMap.Build(facts), kill);

            using var stopOrKill = CancellationTokenSource.CreateLinkedTokenSource(stop, kill);
            var code = await WorkAsync(run, facts, driverApi, stopOrKill.Token);
            await StopAsync(facts, driverApi, kill);
            run.Print("INFO SparkContext: Successfully stopped SparkContext");
            return code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !kill.IsCancellationRequested)
        {
            run.Print("INFO SparkContext: Invoking stop() from shutdown hook");
            await StopAsync(facts, driverApi, kill);
            return ScriptedProcess.Terminated;
        }
    }

    /// <summary>Executors are told to end before their pods are deleted, so that they end well.</summary>
    private Task StopAsync(SparkApplicationFacts facts, DriverApi driverApi, CancellationToken kill)
    {
        drivers.End(facts.DriverUid, orderly: true);
        return driverApi.CleanUpAsync(kill);
    }

    private async Task<int> WorkAsync(ContainerRun run, SparkApplicationFacts facts, DriverApi driverApi, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var keeper = new ExecutorKeeper(run, facts, driverApi);
        var keeping = facts.InitialExecutors > 0 || facts.AllocatesDynamically ? keeper.RunAsync(over.Token) : Task.Delay(Durations.Forever, clock, over.Token);
        var enough = facts.InitialExecutors > 0 ? keeper.Enough : Task.CompletedTask;
        if (await Task.WhenAny(enough, keeping) == enough && await Task.WhenAny(ComputeAsync(run, facts, keeper, over.Token), keeping) is var first && first != keeping)
        {
            await first;
            await over.CancelAsync();
            SparkResults.Print(run, facts);
            return run.ExitCode;
        }

        // The executors could not be kept: that is the end of the application, or it was stopped.
        await keeping;
        run.Print("ERROR ExecutorPodsAllocator: Max number of executor failures reached");
        return TooManyExecutorFailures;
    }

    /// <summary>The work itself is to pass the time, in as many equal parts as the stage has wishes for executors.</summary>
    private async Task ComputeAsync(ContainerRun run, SparkApplicationFacts facts, ExecutorKeeper keeper, CancellationToken stop)
    {
        run.Print(run.RunFor == Durations.Forever ? "INFO SparkContext: it serves until it is asked to stop." : $"INFO DAGScheduler: job 0 started; it works for {run.RunFor.TotalSeconds:0.###} s.");
        var wishes = facts.AllocatesDynamically ? run.Stage.ExecutorsWanted : [];
        if (wishes.IsEmpty || run.RunFor == Durations.Forever)
        {
            foreach (var wish in wishes.Take(1))
                await keeper.WantAsync(wish, stop);
            await Task.Delay(run.RunFor, clock, stop);
            return;
        }

        foreach (var wish in wishes)
        {
            await keeper.WantAsync(wish, stop);
            await Task.Delay(run.RunFor / wishes.Length, clock, stop);
        }
    }
}
