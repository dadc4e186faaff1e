using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes.Spark;

/// <summary>A driver without a JVM: it reads its conf and the executor pod template, makes its executors, waits for them, works a while and cleans up.</summary>
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
            var facts = await ReadFactsAsync(run, kill);
            if (facts is null)
                return 1;
            return await RunApplicationAsync(run, facts, stop, kill);
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

    private async Task<SparkApplicationFacts?> ReadFactsAsync(ContainerRun run, CancellationToken kill)
    {
        var arguments = run.Container.ListAt("args").Texts().ToList();
        var place = arguments.IndexOf("--properties-file");
        var path = place >= 0 && place + 1 < arguments.Count ? arguments[place + 1] : "/opt/spark/conf/spark.properties";
        if (await MountedFiles.ReadAsync(api, run.Pod, run.Container, path, kill) is not { } properties)
        {
            run.Print($"ERROR SparkSubmit: properties file {path} is in no ConfigMap that is mounted into this container.");
            return null;
        }

        var conf = SparkConf.Parse(properties);
        JsonObject? template = null;
        if (conf["spark.kubernetes.executor.podTemplateFile"] is { } templatePath)
        {
            var text = await MountedFiles.ReadAsync(api, run.Pod, run.Container, templatePath, kill);
            template = ParseTemplate(text);
            if (template is null)
            {
                run.Print($"ERROR SparkContext: Could not load pod from template file {templatePath}.");
                return null;
            }
        }

        var uid = run.Pod.TextAt("metadata", "uid") ?? "";
        var pod = run.Pod.Clone();
        pod.Ensure("status")["podIP"] = run.PodIp;
        return new SparkApplicationFacts(conf, pod, template, SparkIds.ExecutorPrefix(conf, uid), SparkIds.ExecutorConfigMap(uid), SparkIds.LocalDirectory(uid));
    }

    private static JsonObject? ParseTemplate(string? text)
    {
        try
        {
            return text is null ? null : YamlReading.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
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
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var keeping = facts.InitialExecutors > 0
            ? KeepExecutorsAsync(run, facts, driverApi, enough, over.Token)
            : Task.Delay(Durations.Forever, clock, over.Token);
        if (facts.InitialExecutors == 0)
            enough.SetResult();

        if (await Task.WhenAny(enough.Task, keeping) == enough.Task)
        {
            run.Print($"INFO DAGScheduler: job 0 started; it works for {run.RunFor.TotalSeconds:0.###} s.");
            if (await Task.WhenAny(Task.Delay(run.RunFor, clock, over.Token), keeping) != keeping)
            {
                stop.ThrowIfCancellationRequested();
                await over.CancelAsync();
                SparkResults.Print(run, facts);
                return run.ExitCode;
            }
        }

        // The executors could not be kept: that is the end of the application, or it was stopped.
        await keeping;
        run.Print("ERROR ExecutorPodsAllocator: Max number of executor failures reached");
        return TooManyExecutorFailures;
    }

    /// <summary>Creates executors and replaces lost ones; returns when too many have failed.</summary>
    private static async Task KeepExecutorsAsync(
        ContainerRun run, SparkApplicationFacts facts, DriverApi driverApi, TaskCompletionSource enough, CancellationToken cancellationToken)
    {
        var allocation = await CreateMissingAsync(ExecutorAllocation.For(facts));
        var deletesFailed = facts.Conf.Flag("spark.kubernetes.executor.deleteOnTermination", otherwise: true);
        await foreach (var change in driverApi.FollowExecutorsAsync(cancellationToken))
        {
            var next = allocation.After(change.Type, change.Object);
            var name = change.Object.TextAt("metadata", "name") ?? "";
            if (next.Failures > allocation.Failures)
            {
                run.Print($"WARN ExecutorPodsLifecycleManager: executor pod {name} failed ({next.Failures} of {next.MaxFailures}).");
                if (deletesFailed && change.Type is not "DELETED")
                    await driverApi.DeletePodAsync(name, change.Object.TextAt("metadata", "uid") ?? "", cancellationToken);
            }

            if (next.HasFailedTooOften)
                return;
            allocation = await CreateMissingAsync(next);
            if (allocation.HasEnough && enough.TrySetResult())
                run.Print($"INFO KubernetesClusterSchedulerBackend: SchedulerBackend is ready with {allocation.Running.Count} executors.");
        }

        throw new DriverRefusedException("watching executor pods", new ApiAnswer(403, new JsonObject { ["message"] = "the watch was refused" }));

        async Task<ExecutorAllocation> CreateMissingAsync(ExecutorAllocation now)
        {
            foreach (var id in now.Missing.ToList())
            {
                var draft = ExecutorPods.Build(facts, id);
                await driverApi.CreateExecutorAsync(draft, cancellationToken);
                run.Print($"INFO ExecutorPodsAllocator: created executor pod {draft.Pod.TextAt("metadata", "name")}.");
                now = now.WithRequested(id);
            }

            return now;
        }
    }
}
