using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Shared.Hosting;
using Shared.Hosting.Logging;
using Shared.Hosting.Options;
using Webhook.Admission;
using Webhook.Certificates;

namespace Webhook;

/// <summary>Section <c>Webhook</c>; as an environment variable, <c>Webhook__Namespaces=a,b</c>.</summary>
internal sealed record WebhookOptions
{
    public const string PrintConfigurations = "print-configurations";
    public const string SelfSignedCertificate = "self-signed-certificate";

    public static readonly IReadOnlyList<CommandOption> All =
    [
        new("kubeconfig", "Cluster to serve. Absent: the one this pod runs in.", "FILE"),
        new("listen", "Address of the admission endpoints.", "URL", "https://0.0.0.0:9443"),
        new("metrics-listen", "Address of /metrics, /healthz and /readyz.", "URL", "http://0.0.0.0:8080"),
        new("health-listen", "A further address of /healthz and /readyz. Absent: none.", "URL"),
        new("certificate-directory", "Folder with tls.crt and tls.key, read again when they change.", "DIRECTORY", "/etc/k8s-webhook-server/serving-certs"),
        new(SelfSignedCertificate, "Makes a certificate and its authority (ca.crt) in that folder if there is none.", null),
        new("certificate-hosts", "Names and addresses for the certificate that is made, separated by commas.", "LIST", "localhost,127.0.0.1"),
        new("namespaces", "Namespaces whose pods are mutated, separated by commas. Absent: all.", "LIST"),
        new("quota", "What happens to an application that does not fit into the quotas of its namespace: off, warn or deny.", "MODE", "off"),
        .. TlsSettings.Options,
        new("drain-seconds", "How long to keep serving after SIGTERM, unready, until endpoints are taken away.", "SECONDS", "0"),
        new("log-level", "Least severe level that is logged: trace, debug, information, warning, error, critical.", "LEVEL", "information"),
        new("log-format", "text or json.", "FORMAT", "text"),
        new(PrintConfigurations, "Prints the two webhook configurations as a v1 List and ends.", null),
        new("url", "For --print-configurations: address of the webhook as the API server sees it. Instead of --service-name.", "URL"),
        new("service-name", "For --print-configurations: Service of the webhook.", "NAME"),
        new("service-namespace", "For --print-configurations: namespace of that Service.", "NAME", "spark-operator"),
        new("service-port", "For --print-configurations: port of that Service.", "PORT", "9443"),
        new("ca-file", "For --print-configurations: certificate of the authority, PEM. Absent: others put it in.", "FILE"),
        new("configuration-name", "For --print-configurations: name of the two objects.", "NAME", "spark-operator-webhook"),
        new("failure-policy", "For --print-configurations: Fail or Ignore.", "POLICY", "Fail"),
        new("timeout-seconds", "For --print-configurations: how long the API server waits, 1 to 30.", "SECONDS", "10"),
    ];

    /// <summary>Absent: in-cluster.</summary>
    public string? KubeConfig { get; init; }

    public required ListenAddress Listen { get; init; }

    public required ListenAddress MetricsListen { get; init; }

    public ListenAddress? HealthListen { get; init; }

    public required string CertificateDirectory { get; init; }

    public IReadOnlyList<string> CertificateHosts { get; init; } = [];

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public QuotaMode Quota { get; init; }

    public TlsSettings Tls { get; init; } = TlsSettings.Default;

    public TimeSpan Drain { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    public LogFormat LogFormat { get; init; }

    public static WebhookOptions From(OptionValues values) => new()
    {
        KubeConfig = values.Text("kubeconfig"),
        Listen = values.Listen("listen", "https")!,
        MetricsListen = values.Listen("metrics-listen", "http")!,
        HealthListen = values.Listen("health-listen", "http"),
        CertificateDirectory = values.Required("certificate-directory"),
        CertificateHosts = values.List("certificate-hosts"),
        Namespaces = values.List("namespaces"),
        Quota = values.OneOf<QuotaMode>("quota") ?? QuotaMode.Off,
        Tls = TlsSettings.From(values),
        Drain = TimeSpan.FromSeconds(values.Integer("drain-seconds", 0, 600) ?? 0),
        LogLevel = values.OneOf<LogLevel>("log-level") ?? LogLevel.Information,
        LogFormat = values.OneOf<LogFormat>("log-format") ?? LogFormat.Text,
    };

    /// <summary>An empty list means every namespace, as it does for the controller.</summary>
    public bool IsWatched(string @namespace) => Namespaces.Count == 0 || Namespaces.Contains(@namespace);
}

internal static class ApiServer
{
    /// <summary>The API server, or one sentence why there is no way to it.</summary>
    public static IKubernetesApi To(WebhookOptions options)
    {
        var connect = new KubernetesOptions { KubeConfig = options.KubeConfig };
        try
        {
            return new KubernetesHttpClient(
                KubernetesRegistration.Connect(connect, Environment.GetEnvironmentVariable, TimeProvider.System), connect.Client, TimeProvider.System);
        }
        catch (KubeConfigException exception)
        {
            throw new UsageException(exception.Message, exception);
        }
    }
}
