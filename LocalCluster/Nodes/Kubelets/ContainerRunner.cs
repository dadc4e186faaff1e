using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>What ends the containers of a pod: a wish (<paramref name="Stop"/>), the end of the main container, or force.</summary>
internal sealed record PodSignals(CancellationToken Stop, CancellationToken MainEnded, CancellationToken Kill);

/// <summary>Runs one container of a pod until it has ended for good, restarts included.</summary>
internal sealed class ContainerRunner(KubeletServices services, PodStatusReporter status, Func<JsonObject> observedPod, PodStage stage, int occurrence)
{
    /// <summary>128 + SIGKILL.</summary>
    public const int Killed = 137;

    /// <summary>Runs the container; answers with its final exit code. <paramref name="started"/> is called once it runs.</summary>
    public async Task<int> RunAsync(JsonObject container, bool isMain, PodSignals signals, Action? started = null)
    {
        var name = container.TextAt("name") ?? "";
        for (var restarts = 0; ; restarts++)
        {
            var ended = await RunOnceAsync(container, name, isMain, restarts, signals, started);
            if (!IsRestarted(name, ended.ExitCode) || signals.Stop.IsCancellationRequested || signals.MainEnded.IsCancellationRequested)
                return ended.ExitCode;
            await PauseAsync(name, restarts, ended, signals);
        }
    }

    private async Task<ContainerState.Terminated> RunOnceAsync(JsonObject container, string name, bool isMain, int attempt, PodSignals signals, Action? started)
    {
        var startedAt = services.Clock.GetUtcNow();
        var log = services.Logs.Begin(status.Record.Uid, name);
        await EventAsync("Normal", "Created", $"Created container: {name}", signals.Kill);
        await status.ChangeAsync(pod => pod.With(name, one => one with { State = new ContainerState.Running(startedAt), RestartCount = attempt }));
        await EventAsync("Normal", "Started", $"Started container {name}", signals.Kill);
        started?.Invoke();

        var record = status.Record.Containers.First(one => one.Name == name);
        var exitCode = isMain ? stage.ExitCodes[Math.Min(occurrence + attempt, stage.ExitCodes.Length - 1)] : 0;
        var run = new ContainerRun(observedPod(), container, status.Record.PodIp ?? "", stage, RunFor(record, isMain), exitCode, log);
        var (code, reason) = await PlayAsync(run, isMain && stage.Abrupt, record.IsInit && !record.IsSidecar, signals);
        log.End();

        var ended = new ContainerState.Terminated(code, reason, null, startedAt, services.Clock.GetUtcNow(), attempt);
        await status.ChangeAsync(pod => pod.With(name, one => one with { State = ended }));
        return ended;
    }

    /// <summary>Init containers are done at once; sidecars and second containers go on until the main one has ended, and what is to be evicted or lost until then.</summary>
    private TimeSpan RunFor(ContainerRecord record, bool isMain) =>
        isMain && stage.Evicted is null && stage.LostFor is null ? stage.RunFor ?? Durations.Forever : record.IsInit && !record.IsSidecar ? TimeSpan.FromMilliseconds(50) : Durations.Forever;

    private async Task<(int Code, string Reason)> PlayAsync(ContainerRun run, bool abrupt, bool isInit, PodSignals signals)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop, signals.MainEnded);
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(signals.Kill);
        var process = isInit ? new ScriptedProcess(services.Clock) : services.ProcessFor(run.Pod, run.Container);
        var playing = process.RunAsync(abrupt ? run with { RunFor = Durations.Forever } : run, stop.Token, kill.Token);

        if (abrupt && await IsFirstAsync(Task.Delay(run.RunFor, services.Clock, stop.Token), playing))
        {
            await kill.CancelAsync();
            return (run.ExitCode, stage.ExitReason ?? "Error");
        }

        var code = await playing;
        if (signals.Stop.IsCancellationRequested)
        {
            // The stage says how long the container takes to end; the grace period, which becomes a kill, may be shorter.
            await Task.Delay(stage.StopAfter, services.Clock, signals.Kill);
        }

        if (signals.MainEnded.IsCancellationRequested && code == ScriptedProcess.Terminated)
            code = 0;
        return (code, code == 0 ? "Completed" : code == run.ExitCode ? stage.ExitReason ?? "Error" : "Error");
    }

    private bool IsRestarted(string name, int exitCode)
    {
        var container = status.Record.Containers.First(one => one.Name == name);
        if (container.IsSidecar)
            return true;
        return status.Record.RestartPolicy switch
        {
            "Never" => false,
            "OnFailure" => exitCode != 0,
            _ => !container.IsInit || exitCode != 0,
        };
    }

    private async Task PauseAsync(string name, int restarts, ContainerState.Terminated ended, PodSignals signals)
    {
        var pause = Backoff.Before(restarts);
        var pod = observedPod();
        var message = $"back-off {Backoff.Text(pause)} restarting failed container={name} pod={pod.TextAt("metadata", "name")}_{pod.TextAt("metadata", "namespace")}({status.Record.Uid})";
        await status.ChangeAsync(one => one.With(name, container => container with
        {
            State = pause == TimeSpan.Zero ? container.State : new ContainerState.Waiting("CrashLoopBackOff", message),
            Last = ended,
        }));
        if (pause == TimeSpan.Zero)
            return;

        await EventAsync("Warning", "BackOff", $"Back-off restarting failed container {name} in pod {pod.TextAt("metadata", "name")}_{pod.TextAt("metadata", "namespace")}({status.Record.Uid})", signals.Kill);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop, signals.Kill);
        await Task.Delay(pause, services.Clock, either.Token);
    }

    private Task EventAsync(string type, string reason, string message, CancellationToken cancellationToken) =>
        services.Events.RecordAsync(observedPod(), KubeletServices.Component, type, reason, message, cancellationToken);

    private static async Task<bool> IsFirstAsync(Task one, Task other) => await Task.WhenAny(one, other) == one && !one.IsCanceled;
}
