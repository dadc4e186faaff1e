using Shared.Hosting;
using Shared.Hosting.Logging;
using Shared.Hosting.Options;
using Shared.Hosting.Otlp;
using Shared.Hosting.Policy;
using Shared.Hosting.Rendering;
using Shared.Hosting.Tls;

namespace Controller.Hosting;

/// <summary>All options of the controller. Names are those of the operator that it replaces where the meaning is the same.</summary>
internal static class ControllerCommand
{
    public const string KubeConfig = "kubeconfig";
    public const string Namespaces = "namespaces";
    public const string NamespaceSelector = "namespace-selector";
    public const string Workers = "controller-threads";
    public const string FeatureGates = "feature-gates";
    public const string MetricsBind = "metrics-bind-address";
    public const string HealthBind = "health-probe-bind-address";
    public const string EnableMetrics = "enable-metrics";
    public const string MetricsPrefix = "metrics-prefix";
    public const string MetricsLabels = "metrics-labels";
    public const string SubmitLatencyBuckets = "metrics-job-submit-latency-buckets";
    public const string StartLatencyBuckets = "metrics-job-start-latency-buckets";
    public const string LeaderElection = "leader-election";
    public const string LockName = "leader-election-lock-name";
    public const string LockNamespace = "leader-election-lock-namespace";
    public const string LeaseDuration = "leader-election-lease-duration";
    public const string RenewDeadline = "leader-election-renew-deadline";
    public const string RetryPeriod = "leader-election-retry-period";
    public const string DriverGrace = "driver-pod-creation-grace-period";
    public const string PodWebhook = "pod-webhook";
    public const string Submitter = "submitter";
    public const string MaxTrackedExecutors = "max-tracked-executor-per-app";
    public const string DriverLogs = "diagnose-driver-logs";
    public const string DefaultTimeToLive = "default-time-to-live-seconds";
    public const string UIService = "enable-ui-service";
    public const string IngressClassName = "ingress-class-name";
    public const string IngressTls = "ingress-tls";
    public const string IngressAnnotations = "ingress-annotations";
    public const string DriverDisruptionBudget = "enable-driver-pdb";
    public const string RunNamePrecision = "scheduled-spark-application-timestamp-precision";
    public const string RequestsPerSecond = "kube-api-qps";
    public const string Burst = "kube-api-burst";

    private const string NoJvm = "drivers are created without spark-submit and without a service for it.";
    private const string NoBucket = "the queue takes namespaces in turn and backs off per application; --kube-api-qps alone bounds what reaches the API server.";

    public static readonly IReadOnlyList<CommandOption> Options =
    [
        new(KubeConfig, "Kubeconfig of the cluster. Absent: the pod's own service account, else where kubectl looks.", "FILE"),
        new(Namespaces, "Namespaces to work in, separated by commas. Absent, empty or with an empty name: all.", "NAMES") { IsList = true },
        new(NamespaceSelector, "Work in namespaces with these labels too, such as team=a,tier!=dev; asks to list and watch namespaces.", "SELECTOR"),
        new(Workers, "Applications of one namespace that are handled at once; of all namespaces together four times as many.", "COUNT", "10"),
        new(FeatureGates, $"Features to switch, such as {nameof(Hosting.FeatureGates.LoadSparkDefaults)}=true.", "NAME=BOOL,...") { IsList = true },
        new(MetricsBind, "Address of /metrics, /healthz and /readyz: :8080, 127.0.0.1:8080 or http://127.0.0.1:8080; port 0 is any free one, 0 alone is none.", "ADDRESS", "127.0.0.1:8080") { Aliases = ["metrics-listen"] },
        new(HealthBind, "A further address of /healthz and /readyz. Absent: :8081 in a pod, none elsewhere.", "ADDRESS"),
        new(EnableMetrics, "Serve /metrics.", null, "true"),
        new(MetricsPrefix, "Put before the names of spark_application_* and spark_executor_*.", "TEXT"),
        new(MetricsLabels, "Labels of applications and executors that become labels of these series; namespace is the object's own.", "NAMES") { IsList = true },
        new(SubmitLatencyBuckets, "Buckets of spark_application_submit_latency_seconds_histogram, in seconds.", "NUMBERS", "0.5,1,2,4,8,16,32,64,128,256") { IsList = true },
        new(StartLatencyBuckets, "Buckets of spark_application_start_latency_seconds_histogram, in seconds.", "NUMBERS", "30,60,90,120,150,180,210,240,270,300") { IsList = true },
        new(LeaderElection, "Lead only while holding a lease, so that several replicas may run. Absent: true in a pod, false elsewhere.", null),
        new(LockName, "Name of that lease.", "NAME", "spark-operator-lock"),
        new(LockNamespace, "Namespace of that lease.", "NAME", "spark-operator"),
        new(LeaseDuration, "How long others wait for a leader that does not renew.", "DURATION", "15s"),
        new(RenewDeadline, "How long a leader that cannot renew goes on.", "DURATION", "10s"),
        new(RetryPeriod, "Between two looks at the lease.", "DURATION", "2s"),
        new(DriverGrace, "How long a driver that was just created may be invisible.", "DURATION", "10s"),
        new(PodWebhook, "Whether the pod webhook is installed; without it an application is told what its executors will lack.", null, "true"),
        new(Submitter, "Who makes drivers: native, job (real spark-submit in the application's image), or auto (native wherever it is exact).", "auto|native|job", "auto"),
        new(MaxTrackedExecutors, "Executors named in the status of one application.", "COUNT", "1000"),
        new(DriverLogs, "Read the log of a failed driver and the events of one that does not start, for the diagnosis. Needs get of pods/log, and list of events.", null, "false"),
        new(DefaultTimeToLive, "Seconds after which an application that ended and says nothing itself is deleted; 0 keeps it.", "SECONDS", "0"),
        new(UIService, "Make a Service for the UI of each application.", null, "true"),
        .. RenderingOptions.All,
        new(IngressClassName, "Class of every Ingress. Absent: the cluster's default.", "NAME"),
        new(IngressTls, "JSON list of networking/v1 IngressTLS, for Ingresses whose application gives none.", "JSON"),
        new(IngressAnnotations, "JSON object, for Ingresses whose application gives none.", "JSON"),
        new(DriverDisruptionBudget, "Make a PodDisruptionBudget for drivers whose application asks for it.", null, "false"),
        .. PolicySettings.Options,
        new(RequestsPerSecond, "Requests a second to the API server; 0 is no limit. The lease is exempt.", "COUNT", "500"),
        new(Burst, "Requests that may go at once after a pause.", "COUNT", "1000"),
        .. TelemetryTls.Options,
        .. LogOptions.All,
        .. OtlpTarget.Options,

        CommandOption.Ignored("cache-sync-timeout", "lists are tried until they succeed; what is in the way is logged, and /readyz tells it."),
        CommandOption.Ignored("workqueue-ratelimiter-bucket-qps", NoBucket),
        CommandOption.Ignored("workqueue-ratelimiter-bucket-size", NoBucket),
        CommandOption.Ignored("workqueue-ratelimiter-max-delay", "an application that fails is looked at again after a minute at most."),
        CommandOption.Ignored("metrics-endpoint", "the path is always /metrics."),
        CommandOption.Ignored("pprof-bind-address", "there is no profiler to serve; dotnet-trace and dotnet-counters attach to the process."),
        new(RunNamePrecision, "Unit of the time, since 1970, in the names of a schedule's runs: nanos, micros, millis, seconds or minutes. Where it has no room or does not tell two runs apart: seconds.", "UNIT", "nanos"),
        CommandOption.Ignored("submitter-service-url", NoJvm),
        CommandOption.Ignored("submitter-startup-timeout", NoJvm),
        CommandOption.Ignored("submitter-request-timeout", NoJvm),
        CommandOption.Ignored("submitter-max-retries", NoJvm),
        CommandOption.Ignored("submitter-initial-backoff", NoJvm),
        CommandOption.Ignored("submitter-tls-enabled", NoJvm, null),
        CommandOption.Ignored("submitter-tls-cert-file", NoJvm),
        CommandOption.Ignored("submitter-tls-key-file", NoJvm),
        CommandOption.Ignored("submitter-tls-ca-file", NoJvm),
    ];

    public static readonly HostedProcess Process = new(
        "Controller", "Runs SparkApplications: creates their drivers, follows them, records what becomes of them.", "Controller", Options);
}
