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
    private readonly List<ApiRequest> _cleanUp = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spark-operator-e2e");

    private string _controllerConfig = "";
    private string _webhookConfig = "";
    private Uri? _webhookAddress;

    private OperatorUnderTest(ICluster cluster, OperatorSettings settings) => (_cluster, _settings) = (cluster, settings);

    public ProgramUnderTest Webhook { get; private set; } = null!;

    public ProgramUnderTest Controller { get; private set; } = null!;

    /// <summary>Where the controller serves <c>/metrics</c>.</summary>
    public Uri ControllerTelemetry { get; private set; } = null!;

    /// <summary>Where the webhook looks for its certificate and key, and for its authority.</summary>
    public string CertificateFolder => Path.Combine(_folder.FullName, "certificates");

    /// <summary>What both wrote, for the message of a failed test.</summary>
    public string Output => $"--- webhook\n{Webhook?.Output}\n--- controller\n{Controller?.Output}\n--- cluster\n{_cluster.Output}";

    /// <summary>Installs what a cluster administrator installs, starts both processes and waits until they serve.</summary>
    public static async Task<OperatorUnderTest> StartAsync(ICluster cluster, OperatorSettings? settings = null)
    {
        var started = await InstallAsync(cluster, settings);
        try
        {
            await started.StartControllerAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Likewise without a controller: definitions, roles, webhook.</summary>
    public static async Task<OperatorUnderTest> InstallAsync(ICluster cluster, OperatorSettings? settings = null)
    {
        var installed = new OperatorUnderTest(cluster, settings ?? new OperatorSettings());
        try
        {
            await installed.InstallDefinitionsAsync();
            await installed.GrantAsync();
            await installed.StartWebhookAsync();
            await installed.ConfigureWebhookAsync();
            return installed;
        }
        catch
        {
            await installed.DisposeAsync();
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

    /// <summary>Starts one more controller, which is the caller's: it follows until it gets the lease.</summary>
    public ProgramUnderTest StartReplica() => ProgramUnderTest.Start(
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
        Webhook = ProgramUnderTest.Start("Webhook",
        [
            "--kubeconfig", _webhookConfig, "--listen", $"https://{_cluster.WebhookHost}:{_webhookAddress?.Port ?? 0}", "--metrics-listen", "http://127.0.0.1:0",
            "--certificate-directory", CertificateFolder, "--self-signed-certificate", .. _settings.WebhookArguments,
        ]);
        _webhookAddress = await Webhook.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Controller is not null)
            await Controller.DisposeAsync();
        if (Webhook is not null)
            await Webhook.DisposeAsync();
        foreach (var request in _cleanUp)
            await _cluster.Api.SendAsync(request, CancellationToken.None);
        _folder.Delete(recursive: true);
    }

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
            "Webhook", ["--print-configurations", "--url", _webhookAddress!.ToString(), "--ca-file", Path.Combine(CertificateFolder, "ca.crt")]);
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
