using Shared.Hosting;
using Shared.Hosting.Logging;
using Shared.Hosting.Options;
using Shared.Hosting.Otlp;
using Shared.Hosting.Policy;
using Shared.Hosting.Rendering;
using Shared.Hosting.Tls;
using Webhook.Certificates;

namespace Webhook;

/// <summary>All options of the webhook. Names are those of the webhook that it replaces where the meaning is the same, so that the arguments of existing charts start it.</summary>
internal static class WebhookCommand
{
    public const string KubeConfig = "kubeconfig";
    public const string Namespaces = "namespaces";
    public const string NamespaceSelector = "namespace-selector";
    public const string Listen = "listen";
    public const string Port = "webhook-port";
    public const string MetricsBind = "metrics-bind-address";
    public const string HealthBind = "health-probe-bind-address";
    public const string EnableMetrics = "enable-metrics";
    public const string CertificateDirectory = "webhook-cert-dir";
    public const string CertificateName = "webhook-cert-name";
    public const string KeyName = "webhook-key-name";
    public const string SelfSignedCertificate = "self-signed-certificate";
    public const string CertificateHosts = "certificate-hosts";
    public const string SecretName = "webhook-secret-name";
    public const string SecretNamespace = "webhook-secret-namespace";
    public const string CertManager = "enable-cert-manager";
    public const string ServiceName = "webhook-svc-name";
    public const string ServiceNamespace = "webhook-svc-namespace";
    public const string MutatingName = "mutating-webhook-name";
    public const string ValidatingName = "validating-webhook-name";
    public const string Quota = "quota";
    public const string QuotaEnforcement = "enable-resource-quota-enforcement";
    public const string AuthorCheck = "policy-author-check";
    public const string TrustedUsers = "policy-trusted-users";
    public const string Drain = "drain-seconds";
    public const string RequestsPerSecond = "kube-api-qps";
    public const string Burst = "kube-api-burst";
    public const string Tls = "webhook-tls";
    public const string PrintConfigurations = "print-configurations";
    public const string Url = "url";
    public const string ServicePort = "service-port";
    public const string CaFile = "ca-file";
    public const string FailurePolicy = "failure-policy";
    public const string TimeoutSeconds = "timeout-seconds";

    private const string NoLease = "every replica serves, and none has to lead.";

    public static readonly IReadOnlyList<CommandOption> Options =
    [
        new(KubeConfig, "Kubeconfig of the cluster to serve. Absent: the one this pod runs in.", "FILE"),
        new(Namespaces, "Namespaces whose pods are mutated, separated by commas. Absent, empty or with an empty name: all.", "NAMES") { IsList = true },
        new(NamespaceSelector, "Serve namespaces with these labels too. Labels are for the webhook configurations to look at: with a selector all namespaces are watched.", "SELECTOR"),
        new(Listen, "Address of the admission endpoints. Absent: all addresses, --webhook-port.", "URL"),
        new(Port, "Port of the admission endpoints.", "PORT", "9443"),
        new(MetricsBind, "Address of /metrics, /healthz and /readyz: :8080, 127.0.0.1:8080 or http://127.0.0.1:8080; port 0 is any free one, 0 alone is none.", "ADDRESS", ":8080") { Aliases = ["metrics-listen"] },
        new(HealthBind, "A further address of /healthz and /readyz. Absent: :8081 in a pod, none elsewhere.", "ADDRESS") { Aliases = ["health-listen"] },
        new(EnableMetrics, "Serve /metrics.", null, "true"),
        new(CertificateDirectory, "Folder with certificate and key, read again when they change.", "DIRECTORY", "/etc/k8s-webhook-server/serving-certs") { Aliases = ["certificate-directory"] },
        new(CertificateName, "File with the certificate, in that folder.", "NAME", CertificateFiles.CertificateName),
        new(KeyName, "File with its key, in that folder.", "NAME", CertificateFiles.KeyName),
        new(SelfSignedCertificate, "Makes a certificate and its authority (ca.crt) in that folder if there is none.", null),
        new(CertificateHosts, "Names and addresses for a certificate that is made, separated by commas. Absent: those of the Service, or localhost.", "LIST") { IsList = true },
        new(SecretName, "Secret with the certificate, shared by all replicas. We make and renew what is in it, and tell the API server our authority; with --enable-cert-manager we only read it, and not even that where it is mounted as that folder. Absent: the folder alone.", "NAME"),
        new(SecretNamespace, "Namespace of that Secret.", "NAME", "spark-operator"),
        new(CertManager, "Somebody else, such as cert-manager, looks after that Secret and the authority.", null, "false"),
        new(ServiceName, "Service of the webhook.", "NAME") { Aliases = ["service-name"] },
        new(ServiceNamespace, "Namespace of that Service.", "NAME", "spark-operator") { Aliases = ["service-namespace"] },
        new(MutatingName, "MutatingWebhookConfiguration that is told our authority.", "NAME", "spark-operator-webhook") { Aliases = ["configuration-name"] },
        new(ValidatingName, "ValidatingWebhookConfiguration that is told our authority. Absent: the same name.", "NAME"),
        new(Quota, "What happens to an application that does not fit into the quotas of its namespace: off, warn or deny. Absent: off.", "MODE"),
        new(QuotaEnforcement, "The same as --quota deny.", null, "false"),
        .. PolicySettings.Options,
        new(AuthorCheck, "Ask the API server what authors of applications may do, where the policy wants it.", null, "false"),
        new(TrustedUsers, "Users whom that is not asked about, separated by commas: the controller, which creates runs of schedules whose authors were asked about.", "NAMES") { IsList = true },
        .. RenderingOptions.All,
        .. TlsSettings.Options(Tls),
        new(Drain, "How long to keep serving after SIGTERM, unready, until endpoints are taken away.", "SECONDS", "0"),
        new(RequestsPerSecond, "Requests a second to the API server; 0 is no limit.", "COUNT", "500"),
        new(Burst, "Requests that may go at once after a pause.", "COUNT", "1000"),
        .. LogOptions.All,
        .. OtlpTarget.Options,
        new(PrintConfigurations, "Prints the two webhook configurations as a v1 List and ends.", null),
        new(Url, "For --print-configurations: address of the webhook as the API server sees it. Instead of --webhook-svc-name.", "URL"),
        new(ServicePort, "For --print-configurations: port of the Service.", "PORT", "9443"),
        new(CaFile, "For --print-configurations: certificate of the authority, PEM. Absent: others put it in.", "FILE"),
        new(FailurePolicy, "For --print-configurations: Fail or Ignore.", "POLICY", "Fail"),
        new(TimeoutSeconds, "For --print-configurations: how long the API server waits, 1 to 30.", "SECONDS", "10"),

        CommandOption.Ignored("controller-threads", "each request is answered as it comes."),
        CommandOption.Ignored("label-selector-filter", "the webhook configurations select what is sent here."),
        CommandOption.Ignored("cache-sync-timeout", "lists are tried until they succeed; what is in the way is logged, and /readyz tells it."),
        CommandOption.Ignored("leader-election", NoLease, null),
        CommandOption.Ignored("leader-election-lock-name", NoLease),
        CommandOption.Ignored("leader-election-lock-namespace", NoLease),
        CommandOption.Ignored("leader-election-lease-duration", NoLease),
        CommandOption.Ignored("leader-election-renew-deadline", NoLease),
        CommandOption.Ignored("leader-election-retry-period", NoLease),
        CommandOption.Ignored("metrics-endpoint", "the path is always /metrics."),
        CommandOption.Ignored("metrics-prefix", "names of the webhook's metrics have never had a prefix."),
        CommandOption.Ignored("metrics-labels", "metrics of the webhook are not about single applications."),
        .. TelemetryTls.Options,
    ];

    public static readonly HostedProcess Process = new("Webhook", "Admission webhooks of the Spark operator: defaults, validation, pods.", "Webhook", Options);
}
