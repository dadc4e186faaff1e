using System.Text;

namespace LocalClusterLoad.Scenarios;

/// <summary>How much memory 10,000 applications and 60,000 pods need.</summary>
internal static class HeldObjects
{
    private const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"sparkapplications.sparkoperator.k8s.io","annotations":{"api-approved.kubernetes.io":"unapproved, for a load test"}},
         "spec":{"group":"sparkoperator.k8s.io","scope":"Namespaced","names":{"kind":"SparkApplication","plural":"sparkapplications","singular":"sparkapplication","listKind":"SparkApplicationList"},
          "versions":[{"name":"v1beta2","served":true,"storage":true,"subresources":{"status":{}},
           "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true},"status":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}}]}}
        """;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(settings, cancellationToken);
        var clients = Enumerable.Range(0, settings.Clients).Select(_ => new LoadClient(server)).ToList();
        await Preparation.ServiceAccountAsync(clients[0], cancellationToken);
        var bytes = await Preparation.SentBytesAsync(clients[0], settings, cancellationToken);
        await clients[0].CreateAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Encoding.UTF8.GetBytes(Definition), cancellationToken);

        var (applications, pods) = (settings.Scaled(10_000), settings.Scaled(60_000));
        var cpu = server.Cpu;
        await FillAsync(clients, applications, number => ("/apis/sparkoperator.k8s.io/v1beta2/namespaces/default/sparkapplications", Payloads.Application($"app-{number}", 4096)), cancellationToken);
        await FillAsync(clients, pods, number => ("/api/v1/namespaces/default/pods", Payloads.Pod($"pod-{number}", bytes)), cancellationToken);
        var filling = (server.Cpu - cpu).TotalSeconds;

        var held = server.ResidentMegabytes;
        cpu = server.Cpu;
        await clients[0].SendAsync(HttpMethod.Get, "/api/v1/pods", default, null, cancellationToken);
        var listing = (server.Cpu - cpu).TotalMilliseconds;
        var listed = server.ResidentMegabytes;
        foreach (var client in clients)
            client.Dispose();
        return
        [
            new($"resident with {applications} applications and {pods} pods", held, "MB", 1_500),
            new("resident after a list of all pods", listed, "MB"),
            new("server CPU per object while filling", filling / (applications + pods) * 1e6, "us"),
            new("server CPU of one list of all pods", listing, "ms"),
        ];
    }

    private static Task FillAsync(List<LoadClient> clients, int count, Func<int, (string Path, byte[] Body)> build, CancellationToken cancellationToken)
    {
        var next = -1;
        return Task.WhenAll(clients.Select(async client =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < count;)
            {
                var (path, body) = build(number);
                await client.CreateAsync(path, body, cancellationToken);
            }
        }));
    }
}
