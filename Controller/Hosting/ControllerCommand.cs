using Shared.Hosting;
using Shared.Hosting.Options;

namespace Controller.Hosting;

/// <summary>All options of the controller. Names are those of the operator that it replaces where the meaning is the same.</summary>
internal static class ControllerCommand
{
    public const string KubeConfig = "kubeconfig";
    public const string Namespaces = "namespaces";
    public const string Workers = "controller-threads";
    public const string MetricsListen = "metrics-listen";
    public const string LeaderElection = "leader-election";
    public const string LockName = "leader-election-lock-name";
    public const string LockNamespace = "leader-election-lock-namespace";
    public const string LeaseDuration = "leader-election-lease-duration";
    public const string RenewDeadline = "leader-election-renew-deadline";
    public const string RetryPeriod = "leader-election-retry-period";
    public const string DriverGrace = "driver-pod-creation-grace-period";
    public const string MaxTrackedExecutors = "max-tracked-executor-per-app";
    public const string DefaultTimeToLive = "default-time-to-live-seconds";
    public const string UIService = "enable-ui-service";
    public const string IngressUrlFormat = "ingress-url-format";
    public const string IngressClassName = "ingress-class-name";
    public const string IngressTls = "ingress-tls";
    public const string IngressAnnotations = "ingress-annotations";
    public const string DriverDisruptionBudget = "enable-driver-pdb";
    public const string RequestsPerSecond = "kube-api-qps";
    public const string Burst = "kube-api-burst";
    public const string LogLevel = "log-level";
    public const string LogFormat = "log-format";

    public static readonly IReadOnlyList<CommandOption> Options =
    [
        new(KubeConfig, "Kubeconfig of the cluster. Absent: the pod's own service account, else where kubectl looks.", "FILE"),
        new(Namespaces, "Namespaces to work in, separated by commas. Absent or empty: all.", "NAMES"),
        new(Workers, "Applications that are handled at once.", "COUNT", "10"),
        new(MetricsListen, "Address of /metrics, /healthz and /readyz; port 0 is any free one.", "URL", "http://127.0.0.1:8080"),
        new(LeaderElection, "Lead only while holding a lease, so that several replicas may run. Absent: true in a pod, false elsewhere.", null),
        new(LockName, "Name of that lease.", "NAME", "spark-operator-lock"),
        new(LockNamespace, "Namespace of that lease.", "NAME", "spark-operator"),
        new(LeaseDuration, "How long others wait for a leader that does not renew.", "DURATION", "15s"),
        new(RenewDeadline, "How long a leader that cannot renew goes on.", "DURATION", "10s"),
        new(RetryPeriod, "Between two looks at the lease.", "DURATION", "2s"),
        new(DriverGrace, "How long a driver that was just created may be invisible.", "DURATION", "10s"),
        new(MaxTrackedExecutors, "Executors named in the status of one application.", "COUNT", "1000"),
        new(DefaultTimeToLive, "Seconds after which an application that ended and says nothing itself is deleted; 0 keeps it.", "SECONDS", "0"),
        new(UIService, "Make a Service for the UI of each application.", null, "true"),
        new(IngressUrlFormat, "Address of each UI, such as {{$appName}}.example.com/{{$appNamespace}}; {{$appId}} is known too. Absent: no Ingress.", "URL"),
        new(IngressClassName, "Class of every Ingress. Absent: the cluster's default.", "NAME"),
        new(IngressTls, "JSON list of networking/v1 IngressTLS, for Ingresses whose application gives none.", "JSON"),
        new(IngressAnnotations, "JSON object, for Ingresses whose application gives none.", "JSON"),
        new(DriverDisruptionBudget, "Make a PodDisruptionBudget for drivers whose application asks for it.", null, "false"),
        new(RequestsPerSecond, "Requests a second to the API server.", "COUNT", "500"),
        new(Burst, "Requests that may go at once after a pause.", "COUNT", "1000"),
        new(LogLevel, "One of trace, debug, information, warning, error.", "LEVEL", "information"),
        new(LogFormat, "text for people, json for collectors.", "FORMAT", "text"),
    ];

    public static readonly HostedProcess Process = new(
        "Controller", "Runs SparkApplications: creates their drivers, follows them, records what becomes of them.", "Controller", Options);
}
