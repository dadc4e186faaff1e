using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApplicationLoad.Loading;
using ApplicationLoad.Reporting;
using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Testing.Operator;

namespace ApplicationLoad.Scenarios;

/// <summary>Very many finished applications and many running ones, and what it costs to hold them.</summary>
internal static class HoldScenario
{
    private const double MostMegabytes = 300;
    private const double MostOfAProcessor = 0.01;
    private const double StartedPerMinute = 1500;
    private const int WritersAtOnce = 16;
    private const int ExecutorsOfANode = 70;

    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    public static async Task<ScenarioResult> RunAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var surroundings = Surroundings.Describe(settings, clock);
        var nodes = Math.Max(settings.Nodes, settings.Running * (settings.HeldExecutors + 1) / ExecutorsOfANode * 2);
        surroundings["nodes"] = nodes;
        await using var target = await Target.StartAsync(settings with { Nodes = nodes });
        var copied = await FinishedAsync(target, settings, clock, cancellationToken);

        // A controller that finds all of it at its start has the hardest part behind it.
        _ = await target.Operator!.Controller.TerminateAsync();
        var started = clock.GetTimestamp();
        await target.Operator.StartControllerAsync();
        var ready = clock.GetElapsedTime(started);
        var afterStart = target.Usage()["controller"];

        var ledger = new Ledger(clock);
        await using var watch = await ClusterWatch.OpenAsync(target.Api, ledger, clock);
        var shape = settings.Shape with { Executors = settings.HeldExecutors, RunFor = TimeSpan.FromHours(2) };
        var times = Arrivals.Steady(StartedPerMinute, TimeSpan.FromMinutes(settings.Running / StartedPerMinute));
        var loading = clock.GetTimestamp();
        await new LoadDriver(target.Api, ledger, clock).SendAsync(LoadRun.Applications(target, LoadRun.Prefix("held", clock), shape, times), cancellationToken);
        var executors = await WaitForExecutorsAsync(ledger, settings, clock, cancellationToken);
        var running = clock.GetElapsedTime(loading);
        await Task.Delay(Settle, clock, cancellationToken);

        var (before, from) = (target.Usage()["controller"], clock.GetTimestamp());
        await Task.Delay(Hold, clock, cancellationToken);
        var after = target.Usage()["controller"];
        var cluster = target.Usage()["cluster"];
        return new ScenarioResult
        {
            Scenario = "hold",
            About = string.Create(CultureInfo.InvariantCulture, $"{copied} finished applications with their drivers, and {ledger.WithDriver} running ones with {executors} executors"),
            Settings = surroundings,
            Measurements =
            [
                new("finished applications", copied, "", settings.Held, IsAtLeast: true),
                new("running applications", ledger.WithDriver, "", settings.Running, IsAtLeast: true),
                new("running executors", executors, "", settings.Running * settings.HeldExecutors, IsAtLeast: true),
                new("controller: from start to ready, with all finished ones", ready.TotalSeconds, "s"),
                new("controller: resident memory when ready", afterStart.ResidentMegabytes, "MB", MostMegabytes),
                new("all running ones started within", running.TotalSeconds, "s"),
                new("controller: resident memory", after.ResidentMegabytes, "MB", MostMegabytes),
                new("controller: peak resident memory", after.PeakResidentMegabytes, "MB", MostMegabytes),
                new("controller: processors used while nothing changes", (after.CpuSeconds - before.CpuSeconds) / clock.GetElapsedTime(from).TotalSeconds, "", MostOfAProcessor),
                new("cluster: resident memory", cluster.ResidentMegabytes, "MB"),
            ],
        };
    }

    /// <summary>Runs one application to its end, then stores it and its driver again and again, as the operator and the nodes have left them. The number stored.</summary>
    private static async Task<int> FinishedAsync(Target target, LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (ledger, api, name) = (new Ledger(clock), target.Api, LoadRun.Prefix("model", clock));
        var home = target.Namespaces[0];
        await using (await ClusterWatch.OpenAsync(api, ledger, clock))
        {
            await new LoadDriver(api, ledger, clock).SendAsync([new Arrival(TimeSpan.Zero, home, name, settings.Shape)], cancellationToken);
            await LoadRun.EndAsync(ledger, clock, cancellationToken);
        }

        var application = await api.FindAsync(ClusterObjects.SparkApplications, home, name) ?? throw new InvalidOperationException("The application that was to be copied is gone.");
        var driver = await api.FindAsync(KubernetesResources.Pods, home, $"{name}-driver") ?? throw new InvalidOperationException("The driver that was to be copied is gone.");

        // Nobody is to act on the copies while they are half made.
        _ = await target.Operator!.Controller.TerminateAsync();
        await Parallel.ForAsync(0, settings.Held, new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce, CancellationToken = cancellationToken }, async (index, _) =>
            await StoreAsync(api, target.Namespaces[index % target.Namespaces.Count], $"done-{index}", application, driver));
        await target.Operator.StartControllerAsync();
        return settings.Held;
    }

    private static async Task StoreAsync(IKubernetesApi api, string @namespace, string name, JsonNode application, JsonNode driver)
    {
        var copy = Copy(application, name);
        var uid = (await api.CreateAsync(ClusterObjects.SparkApplications, @namespace, copy)).Uid();
        await StatusAsync(api, ClusterObjects.SparkApplications, @namespace, name, application);

        var pod = Copy(driver, $"{name}-driver");
        pod["metadata"]!["labels"]!["sparkoperator.k8s.io/app-name"] = name;
        pod["metadata"]!["ownerReferences"]![0]!["uid"] = uid;
        pod["metadata"]!["ownerReferences"]![0]!["name"] = name;

        // No scheduler feels responsible, so nobody runs it again.
        pod["spec"]!["schedulerName"] = "nobody";
        _ = pod["spec"]!.AsObject().Remove("nodeName");
        _ = await api.CreateAsync(KubernetesResources.Pods, @namespace, pod);
        await StatusAsync(api, KubernetesResources.Pods, @namespace, $"{name}-driver", driver);
    }

    private static JsonNode Copy(JsonNode item, string name)
    {
        var copy = item.DeepClone();
        foreach (var made in new[] { "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "namespace", "selfLink" })
            _ = copy["metadata"]!.AsObject().Remove(made);
        copy["metadata"]!["name"] = name;
        _ = copy.AsObject().Remove("status");
        return copy;
    }

    private static Task<ApiResponse> StatusAsync(IKubernetesApi api, KubernetesResource resource, string @namespace, string name, JsonNode from) => api.SendAsync(
        ApiRequests.PatchStatus(resource, @namespace, name, PatchKind.Merge, JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new JsonObject { ["status"] = from["status"]!.DeepClone() })),
        CancellationToken.None);

    /// <summary>Waits until all executors run, or no more come; how many there are by the applications' own status.</summary>
    private static async Task<int> WaitForExecutorsAsync(Ledger ledger, LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (wanted, seen, moved) = (settings.Running * settings.HeldExecutors, -1, clock.GetTimestamp());
        while (seen < wanted && clock.GetElapsedTime(moved) < TimeSpan.FromSeconds(60))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellationToken);
            var now = ledger.Entries.Sum(entry => entry.Executors);
            if (now != seen)
                (seen, moved) = (now, clock.GetTimestamp());
        }

        return seen;
    }
}
