using System.Net;
using Kubernetes.Client.Connection;
using Shared.Admission.Policy;
using Shared.Hosting;
using Shared.Hosting.Logging;
using Shared.Hosting.Options;
using Shared.Hosting.Otlp;
using Shared.Hosting.Policy;
using Shared.Hosting.Rendering;
using Shared.Hosting.Tls;
using Shared.Submission;
using Webhook.Admission;
using Webhook.Certificates;
using Webhook.Certificates.SelfManaged;

namespace Webhook;

/// <summary>The options of one start, checked.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Where the probes of existing charts look.</summary>
    private const int HealthPort = 8081;

    /// <summary>Absent: in-cluster.</summary>
    public string? KubeConfig { get; init; }

    public required ListenAddress Listen { get; init; }

    /// <summary>Null: none.</summary>
    public ListenAddress? MetricsListen { get; init; }

    public bool ServesMetrics { get; init; } = true;

    /// <summary>Null: <c>/metrics</c> is served over plain HTTP.</summary>
    public TelemetryTls? MetricsTls { get; init; }

    public ListenAddress? HealthListen { get; init; }

    public required CertificateFolder Certificates { get; init; }

    /// <summary>Whether the folder gets a certificate of our own when it has none.</summary>
    public bool SelfSigned { get; init; }

    public IReadOnlyList<string> CertificateHosts { get; init; } = [];

    /// <summary>Null: the folder alone.</summary>
    public CertificateSecretOptions? Secret { get; init; }

    public string MutatingName { get; init; } = "";

    public string ValidatingName { get; init; } = "";

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public QuotaMode Quota { get; init; }

    public PolicySettings Policy { get; init; } = PolicySettings.None;

    /// <summary>Whether the API server is asked what authors may do, where the policy wants it.</summary>
    public bool AuthorCheck { get; init; }

    /// <summary>Users who are not asked about.</summary>
    public IReadOnlyList<string> TrustedUsers { get; init; } = [];

    /// <summary>As the controller renders pods.</summary>
    public SubmissionOptions Rendering { get; init; } = SubmissionOptions.Default;

    public TlsSettings Tls { get; init; } = TlsSettings.Default;

    public TimeSpan Drain { get; init; }

    /// <summary>What the bodies of all requests together may hold. Unit: bytes.</summary>
    public long InFlightBytes { get; init; } = 200L * 1024 * 1024;

    public KubernetesClientOptions Client { get; init; } = new();

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    public LogFormat LogFormat { get; init; }

    /// <summary>Where traces and metrics go; null means nowhere.</summary>
    public OtlpTarget? Otlp { get; init; }

    /// <summary>One sentence each about what was given and changes nothing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <param name="values">As given.</param>
    /// <param name="runsInPod">Whether the platform gave us a service account.</param>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static WebhookOptions From(OptionValues values, bool runsInPod)
    {
        var hosts = Hosts(values);
        var mutating = values.Required(WebhookCommand.MutatingName);
        return new WebhookOptions
        {
            KubeConfig = values.Text(WebhookCommand.KubeConfig),
            Listen = values.Listen(WebhookCommand.Listen, "https") ?? new ListenAddress("https", new IPEndPoint(IPAddress.IPv6Any, values.Integer(WebhookCommand.Port, 0, 65535)!.Value)),
            MetricsListen = values.Binding(WebhookCommand.MetricsBind),
            ServesMetrics = values.Switch(WebhookCommand.EnableMetrics),
            MetricsTls = TelemetryTls.From(values),
            HealthListen = values.IsGiven(WebhookCommand.HealthBind) || !runsInPod ? values.Binding(WebhookCommand.HealthBind) : new ListenAddress("http", new IPEndPoint(IPAddress.IPv6Any, HealthPort)),
            Certificates = new CertificateFolder(
                values.Required(WebhookCommand.CertificateDirectory), values.Required(WebhookCommand.CertificateName), values.Required(WebhookCommand.KeyName)),
            SelfSigned = values.Switch(WebhookCommand.SelfSignedCertificate),
            CertificateHosts = hosts,
            Secret = values.Text(WebhookCommand.SecretName) is { } secret
                ? new CertificateSecretOptions(values.Required(WebhookCommand.SecretNamespace), secret, !values.Switch(WebhookCommand.CertManager), hosts)
                : null,
            MutatingName = mutating,
            ValidatingName = values.Text(WebhookCommand.ValidatingName) ?? mutating,
            Namespaces = values.Text(WebhookCommand.NamespaceSelector) is null ? values.Namespaces(WebhookCommand.Namespaces) : [],
            Quota = values.OneOf<QuotaMode>(WebhookCommand.Quota) ?? (values.Switch(WebhookCommand.QuotaEnforcement) ? QuotaMode.Deny : QuotaMode.Off),
            Policy = PolicyFrom(values),
            AuthorCheck = values.Switch(WebhookCommand.AuthorCheck),
            TrustedUsers = values.List(WebhookCommand.TrustedUsers),
            Rendering = RenderingOptions.From(values),
            Tls = TlsSettings.From(values, WebhookCommand.Tls),
            Drain = TimeSpan.FromSeconds(values.Integer(WebhookCommand.Drain, 0, 600) ?? 0),
            Client = new KubernetesClientOptions
            {
                RequestsPerSecond = values.Number(WebhookCommand.RequestsPerSecond, 0, 1_000_000) ?? 500,
                Burst = values.Integer(WebhookCommand.Burst, 1, 1_000_000) ?? 1000,
            },
            LogLevel = LogOptions.LevelOf(values),
            LogFormat = LogOptions.FormatOf(values),
            Otlp = OtlpTarget.From(values),
            Notes = values.WithoutEffect,
        };
    }

    /// <summary>An empty list means every namespace, as it does for the controller.</summary>
    public bool IsWatched(string @namespace) => Namespaces.Count == 0 || Namespaces.Contains(@namespace);

    private static PolicySettings PolicyFrom(OptionValues values) => PolicySettings.From(values) with
    {
        Objects = policy => AuthorQuestions.Asks(policy) && !values.Switch(WebhookCommand.AuthorCheck)
            ? $"asks what authors may do; start with --{WebhookCommand.AuthorCheck} and the right to create SubjectAccessReviews, or write 'authors: {{action: off}}'"
            : null,
    };

    // The first name is the one that upstream gives its certificates.
    private static IReadOnlyList<string> Hosts(OptionValues values)
    {
        if (values.List(WebhookCommand.CertificateHosts) is { Count: > 0 } given)
            return given;
        if (values.Text(WebhookCommand.ServiceName) is not { } service)
            return ["localhost", "127.0.0.1"];
        var @namespace = values.Required(WebhookCommand.ServiceNamespace);
        return [$"{service}.{@namespace}.svc", $"{service}.{@namespace}.svc.cluster.local", "localhost"];
    }
}
