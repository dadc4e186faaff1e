using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;

namespace Testing.Operator;

/// <summary>
/// Webhook and Controller as real processes on a cluster that has our CRDs and webhook configurations, each under its own service account with exactly
/// the roles that are shipped.
/// </summary>
public sealed class OperatorUnderTest : IAsyncDisposable
{
    /// <summary>Of the lease by which controllers agree on a leader; its namespace is that of the operator.</summary>
    public const string LeaseName = "spark-operator-controller-lock";

    private readonly ICluster _cluster;
    private readonly OperatorSettings _settings;

    // All that were ever started, so that none outlives a test that fails half way.
    private readonly List<ProgramUnderTest> _started = [];
    private readonly List<ApiRequest> _cleanUp = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spark-operator-e2e");

    private string _controllerConfig = "";
    private string _webhookConfig = "";

    private OperatorUnderTest(ICluster cluster, OperatorSettings settings) => (_cluster, _settings) = (cluster, settings);

    public ProgramUnderTest Webhook { get; private set; } = null!;

    public ProgramUnderTest Controller { get; private set; } = null!;

    /// <summary>Where the controller serves <c>/metrics</c>.</summary>
    public Uri ControllerTelemetry { get; private set; } = null!;

    /// <summary>Where the webhook serves reviews.</summary>
    public Uri WebhookAddress { get; private set; } = null!;

    /// <summary>Where the webhook looks for its certificate and key, and for its authority.</summary>
    public string CertificateFolder => Path.Combine(_folder.FullName, "certificates");

    /// <summary>What both wrote, for the message of a failed test.</summary>
    public string Output => $"--- webhook\n{Webhook?.Output}\n--- controller\n{Controller?.Output}\n--- cluster\n{_cluster.Output}";

    /// <summary>Installs what a cluster administrator installs, starts both processes and waits until they serve.</summary>
    public static async Task<OperatorUnderTest> StartAsync(ICluster cluster, OperatorSettings? settings = null)
    {
        var started = new OperatorUnderTest(cluster, settings ?? new OperatorSettings());
        try
        {
            await started.InstallDefinitionsAsync();
            await started.GrantAsync();
            await started.StartWebhookAsync();
            await started.ConfigureWebhookAsync();
            await started.StartControllerAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another controller; the one before must be gone.</summary>
    public async Task StartControllerAsync()
    {
        if (Controller is not null)
            await Controller.DisposeAsync();
        Controller = StartReplica();
        ControllerTelemetry = await Controller.ReadyAsync();
    }

    /// <summary>Starts one more controller: it follows until it gets the lease.</summary>
    public ProgramUnderTest StartReplica() => Start(
        "Controller",
        [
            "--kubeconfig", _controllerConfig, "--metrics-listen", "http://127.0.0.1:0",
            "--leader-election=true", "--leader-election-lock-name", LeaseName, "--leader-election-lock-namespace", ShippedRights.Namespace,
            .. _settings.ControllerArguments,
        ]);

    /// <summary>The replica takes the place of <see cref="Controller"/>, which must be gone.</summary>
    public async Task TakeOverAsync(ProgramUnderTest replica)
    {
        await Controller.DisposeAsync();
        Controller = replica;
        ControllerTelemetry = await replica.ReadyAsync();
    }

    /// <summary>Starts the webhook, under the address that the first one had; the one before must be gone.</summary>
    public async Task StartWebhookAsync()
    {
        if (Webhook is not null)
            await Webhook.DisposeAsync();
        Webhook = StartWebhook(WebhookAddress?.Port ?? 0);
        WebhookAddress = await Webhook.ReadyAsync();
    }

    /// <summary>A rolling upgrade: starts another webhook under an address of its own, lets the API server call that, and asks the old one to end.</summary>
    public async Task ReplaceWebhookAsync()
    {
        var (old, replica) = (Webhook, StartWebhook(port: 0));
        WebhookAddress = await replica.ReadyAsync();
        Webhook = replica;
        await ReconfigureWebhookAsync(client => client["url"] = new Uri(WebhookAddress, new Uri((string)client["url"]!).PathAndQuery).ToString());
        _ = await old.TerminateAsync();
        await old.DisposeAsync();
    }

    /// <summary>Changes the <c>clientConfig</c> of every entry of both webhook configurations.</summary>
    public async Task ReconfigureWebhookAsync(Action<JsonObject> change)
    {
        foreach (var resource in new[] { KubernetesResources.MutatingWebhookConfigurations, KubernetesResources.ValidatingWebhookConfigurations })
        {
            foreach (var configuration in await _cluster.Api.ListAsync(resource, @namespace: null))
            {
                foreach (var entry in configuration["webhooks"]!.AsArray())
                    change(entry!["clientConfig"]!.AsObject());
                var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["webhooks"] = configuration["webhooks"]!.DeepClone() });
                await _cluster.Api.SendAsync(ApiRequests.Patch(resource, null, (string)configuration["metadata"]!["name"]!, PatchKind.Merge, body), CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _started)
            await program.DisposeAsync();
        foreach (var request in _cleanUp)
            await _cluster.Api.SendAsync(request, CancellationToken.None);
        _folder.Delete(recursive: true);
    }

    private ProgramUnderTest Start(string name, IEnumerable<string> arguments)
    {
        var program = ProgramUnderTest.Start(name, arguments);
        _started.Add(program);
        return program;
    }

    private ProgramUnderTest StartWebhook(int port) => Start("Webhook",
    [
        "--kubeconfig", _webhookConfig, "--listen", $"https://{_cluster.WebhookHost}:{port}", "--metrics-listen", "http://127.0.0.1:0",
        "--certificate-directory", CertificateFolder, "--self-signed-certificate", .. _settings.WebhookArguments,
    ]);

    // Definitions that were there before belong to somebody else, and so do the objects that would go with them.
    private async Task InstallDefinitionsAsync()
    {
        var before = await DefinitionsAsync();
        await new Sparkctl(_cluster.KubeConfigPath).DoAsync("crds", "install");
        foreach (var name in (await DefinitionsAsync()).Except(before))
            _cleanUp.Add(ApiRequests.Delete(KubernetesResources.CustomResourceDefinitions, null, name));
    }

    private async Task GrantAsync()
    {
        var rights = await ShippedRights.InstallAsync(_cluster, [.. ShippedRights.Roles(), .. ShippedRights.OfFeatures(_settings.Features)]);
        _cleanUp.AddRange(rights.CleanUp);
        _controllerConfig = await rights.KubeConfigAsync(ShippedRights.Controller, _folder);
        _webhookConfig = await rights.KubeConfigAsync(ShippedRights.Webhook, _folder);
    }

    private async Task<IReadOnlyList<string>> DefinitionsAsync() =>
        [.. (await _cluster.Api.ListAsync(KubernetesResources.CustomResourceDefinitions, @namespace: null)).Select(item => (string)item["metadata"]!["name"]!)];

    private async Task ConfigureWebhookAsync()
    {
        var configurations = Path.Combine(_folder.FullName, "webhooks.json");
        await using var print = ProgramUnderTest.Start(
            "Webhook", ["--print-configurations", "--url", WebhookAddress.ToString(), "--ca-file", Path.Combine(CertificateFolder, "ca.crt")]);
        if (await print.ExitAsync() != 0)
            throw new InvalidOperationException($"Webhook --print-configurations failed:\n{print.Output}");
        await File.WriteAllTextAsync(configurations, print.Output);
        await new Sparkctl(_cluster.KubeConfigPath).DoAsync("create", configurations);
        foreach (var configuration in JsonNode.Parse(print.Output)!["items"]!.AsArray())
        {
            var resource = (string)configuration!["kind"]! == "MutatingWebhookConfiguration"
                ? KubernetesResources.MutatingWebhookConfigurations
                : KubernetesResources.ValidatingWebhookConfigurations;
            _cleanUp.Insert(0, ApiRequests.Delete(resource, null, (string)configuration["metadata"]!["name"]!));
        }
    }
}
