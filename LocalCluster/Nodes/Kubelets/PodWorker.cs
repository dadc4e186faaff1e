using System.Text.Json.Nodes;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>The life of one pod on its node: volumes, image, init containers, containers, and an orderly end.</summary>
internal sealed class PodWorker : IDisposable
{
    private readonly KubeletServices _services;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _evict = new();
    private readonly CancellationTokenSource _mainEnded = new();
    private readonly CancellationTokenSource _kill;
    private readonly CancellationTokenSource _gone;
    private readonly PodStatusReporter _status;
    private readonly int _occurrence;
    private volatile JsonObject _pod;
    private volatile bool _isLost;
    private int _hasEnded;

    /// <summary><paramref name="occurrence"/>: how many pods of this name there have been before.</summary>
    public PodWorker(KubeletServices services, JsonObject pod, string hostIp, int occurrence, CancellationToken cancellationToken)
    {
        _services = services;
        _pod = pod;
        _occurrence = occurrence;
        _gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _kill = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        _status = new PodStatusReporter(services.Api, services.Clock, PodRecord.Of(pod, hostIp, services.Clock.GetUtcNow()), () => _pod, _gone.Token);
    }

    public string Uid => _status.Record.Uid;

    public string? Node => _pod.TextAt("spec", "nodeName");

    public IEnumerable<string> Containers => _status.Record.Containers.Select(one => one.Name);

    private string Namespace => _pod.TextAt("metadata", "namespace") ?? "";

    private string Name => _pod.TextAt("metadata", "name") ?? "";

    /// <summary>The pod changed; a deletion begins its end.</summary>
    public void Update(JsonObject pod)
    {
        _pod = pod;
        if (pod.At("metadata", "deletionTimestamp") is null)
            return;
        _stop.Cancel();
        // Its life is over, or is at this moment and may not have seen the wish: nobody else is left to let it go.
        if (Volatile.Read(ref _hasEnded) == 1)
            _ = RemoveAsync();
    }

    /// <summary>The node is lost: nothing runs there any more, and nobody tells.</summary>
    public Task LoseNodeAsync()
    {
        _isLost = true;
        _status.Silence();
        return _kill.CancelAsync();
    }

    /// <summary>The pod object is gone: whatever still runs is dropped.</summary>
    public void Drop() => _gone.Cancel();

    public void Dispose()
    {
        _status.Dispose();
        foreach (var source in new[] { _stop, _evict, _mainEnded, _kill, _gone })
            source.Dispose();
    }

    /// <summary>Lives the pod's life. Ends when its containers have ended for good and, after a deletion, when the pod is removed.</summary>
    public async Task RunAsync()
    {
        try
        {
            try
            {
                await LiveAsync();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested && !_gone.IsCancellationRequested)
            {
                // It was deleted before its containers ran.
            }
            finally
            {
                // Before the wish is looked for, as the wish is made before this is looked at: one of the two sees the other.
                _ = Interlocked.Exchange(ref _hasEnded, 1);
            }

            if (_stop.IsCancellationRequested)
                await RemoveAsync();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nothing is left to report on.
        }
    }

    /// <summary>The last call for a pod that was deleted: the kubelet has finished with it. From a lost node no such call comes.</summary>
    private Task RemoveAsync() => _isLost ? Task.CompletedTask : _services.Api.DeleteAsync($"/api/v1/namespaces/{Namespace}/pods/{Name}", Uid, _gone.Token, graceSeconds: 0);

    private async Task LiveAsync()
    {
        using var stopOrGone = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _gone.Token);
        var token = stopOrGone.Token;
        var (stage, problem) = _services.Stages.For(_pod);
        if (stage is null)
        {
            await EventAsync("Warning", "InvalidStage", problem!);
            await Task.Delay(Durations.Forever, _services.Clock, token);
            return;
        }

        await Task.Delay(stage.CreateAfter, _services.Clock, token);
        await _status.ChangeAsync(pod => pod);
        var gate = new NeedsGate(_services.Api, _services.Clock);
        foreach (var need in PodNeeds.OfVolumes(_pod))
            await gate.PassAsync(Namespace, need, complaint => EventAsync("Warning", "FailedMount", $"MountVolume.SetUp failed for volume \"{need.Volume}\" : {complaint}"), token);

        await _status.ChangeAsync(pod => pod with { PodIp = _services.NextPodIp() });
        await Task.Delay(stage.StartAfter, _services.Clock, token);
        if (stage.PullError is { } pullError)
            await FailToPullAsync(pullError, token);
        await AnnounceImagesAsync();

        foreach (var need in PodNeeds.OfEnvironment(_pod))
        {
            await gate.PassAsync(Namespace, need, async complaint =>
            {
                await _status.ChangeAsync(pod => pod.With(need.Container!, one => one with { State = new ContainerState.Waiting("CreateContainerConfigError", complaint) }));
                await EventAsync("Warning", "Failed", $"Error: {complaint}");
            }, token);
        }

        await RunContainersAsync(stage);
    }

    private async Task RunContainersAsync(PodStage stage)
    {
        using var stopOrEvict = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _evict.Token);
        using var told = new CancellationTokenSource();
        var signals = new PodSignals(told.Token, _mainEnded.Token, _kill.Token);
        var runner = new ContainerRunner(_services, _status, () => _pod, stage, _occurrence);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        var eviction = stage.Evicted is { } message ? EvictAsync(stage, message, over.Token) : Task.CompletedTask;
        var loss = stage.LostFor is { } lostFor ? new NodeLoss(_services, () => _pod, LoseNodeAsync).RunAsync(stage.RunFor ?? TimeSpan.Zero, lostFor, _gone.Token) : Task.CompletedTask;
        var grace = EnforceGraceAsync(told, stopOrEvict.Token, over.Token);

        await RunInOrderAsync(stage, runner, signals);
        await over.CancelAsync();
        await Task.WhenAll(eviction, loss, grace);
    }

    private async Task RunInOrderAsync(PodStage stage, ContainerRunner runner, PodSignals signals)
    {
        var running = new List<Task<int>>();
        foreach (var init in _pod.ListAt("spec", "initContainers").Objects())
        {
            if (init.TextAt("restartPolicy") is "Always")
                running.Add(await StartSidecarAsync(init, runner, signals));
            else if (await GuardAsync(init, false, runner, signals) != 0)
                return;
        }

        var main = MainContainer(_pod);
        foreach (var container in _pod.ListAt("spec", "containers").Objects())
            running.Add(RunMainOrOtherAsync(container, container.TextAt("name") == main, runner, stage, signals));
        _ = await Task.WhenAll(running);
    }

    /// <summary>The run of a sidecar that has started: only then the next container may.</summary>
    private async Task<Task<int>> StartSidecarAsync(JsonObject sidecar, ContainerRunner runner, PodSignals signals)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = GuardAsync(sidecar, false, runner, signals, () => started.TrySetResult());
        _ = await Task.WhenAny(started.Task, run);
        return run;
    }

    private async Task<int> RunMainOrOtherAsync(JsonObject container, bool isMain, ContainerRunner runner, PodStage stage, PodSignals signals)
    {
        var code = await GuardAsync(container, isMain, runner, signals);
        if (isMain && !stage.OthersStay)
            await _mainEnded.CancelAsync();
        return code;
    }

    /// <summary>A container whose time is up, or whose node threw it out, is reported as killed.</summary>
    private async Task<int> GuardAsync(JsonObject container, bool isMain, ContainerRunner runner, PodSignals signals, Action? started = null)
    {
        try
        {
            return await runner.RunAsync(container, isMain, signals, started);
        }
        catch (OperationCanceledException) when (!_gone.IsCancellationRequested)
        {
            var now = _services.Clock.GetUtcNow();
            await _status.ChangeAsync(pod => pod.With(container.TextAt("name") ?? "", one => one.State is ContainerState.Running running
                ? one with { State = new ContainerState.Terminated(ContainerRunner.Killed, "Error", null, running.StartedAt, now, one.RestartCount) }
                : one));
            return ContainerRunner.Killed;
        }
    }

    /// <summary>Once the pod is to stop, announces it, tells the containers and gives them the pod's grace period; then they are killed.</summary>
    private async Task EnforceGraceAsync(CancellationTokenSource told, CancellationToken asked, CancellationToken over)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(asked, over);
            await Signals.WaitAsync(either.Token);
            over.ThrowIfCancellationRequested();

            await _status.ChangeAsync(pod => pod with { IsTerminating = true });
            foreach (var container in _status.Record.Containers.Where(one => one.IsRunning))
                await EventAsync("Normal", "Killing", $"Stopping container {container.Name}");
            await told.CancelAsync();
            var grace = _evict.IsCancellationRequested ? 0 : _pod.NumberAt("metadata", "deletionGracePeriodSeconds") ?? 30;
            await Task.Delay(TimeSpan.FromSeconds(grace), _services.Clock, over);
            await _kill.CancelAsync();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The containers ended in time, or the pod is gone.
        }
    }

    private async Task EvictAsync(PodStage stage, string message, CancellationToken over)
    {
        try
        {
            await Task.Delay(stage.RunFor ?? TimeSpan.Zero, _services.Clock, over);
            await _status.ChangeAsync(pod => pod with { Evicted = message });
            await EventAsync("Warning", "Evicted", message);
            await _evict.CancelAsync();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The containers ended first.
        }
    }

    private async Task FailToPullAsync(string error, CancellationToken cancellationToken)
    {
        var image = _status.Record.Containers[0].Image;
        var reason = $"failed to pull and unpack image \"{image}\": {error}";
        await EventAsync("Normal", "Pulling", $"Pulling image \"{image}\"");
        await EventAsync("Warning", "Failed", $"Failed to pull image \"{image}\": {reason}");
        await _status.ChangeAsync(pod => pod.WithWaiting("ErrImagePull", reason));
        await Task.Delay(TimeSpan.FromSeconds(1), _services.Clock, cancellationToken);
        await _status.ChangeAsync(pod => pod.WithWaiting("ImagePullBackOff", $"Back-off pulling image \"{image}\": ErrImagePull: {reason}"));
        await EventAsync("Normal", "BackOff", $"Back-off pulling image \"{image}\"");
        await Task.Delay(Durations.Forever, _services.Clock, cancellationToken);
    }

    private async Task AnnounceImagesAsync()
    {
        foreach (var image in _status.Record.Containers.Select(one => one.Image).Distinct())
            await EventAsync("Normal", "Pulled", $"Container image \"{image}\" already present on machine");
    }

    private Task EventAsync(string type, string reason, string message) =>
        _services.Events.RecordAsync(_pod, KubeletServices.Component, type, reason, message, _gone.Token);

    /// <summary>Spark's own container by its usual name, else the first.</summary>
    private static string? MainContainer(JsonObject pod)
    {
        var names = pod.ListAt("spec", "containers").Objects().Select(one => one.TextAt("name")).ToList();
        return names.FirstOrDefault(name => name is "spark-kubernetes-driver" or "spark-kubernetes-executor") ?? names.FirstOrDefault();
    }
}
