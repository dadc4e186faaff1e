namespace Shared.Contracts.Names;

/// <summary>Annotation keys.</summary>
public static class Annotations
{
    /// <summary>On an application: <c>native</c> or <c>job</c>, who builds the driver.</summary>
    public const string Submitter = "sparkoperator.k8s.io/submitter";

    /// <summary>On an application: how long its driver may take to start, such as <c>10m</c>. Absent: for ever.</summary>
    public const string StartTimeout = "sparkoperator.k8s.io/start-timeout";

    /// <summary>On an application: how long its driver may run, such as <c>6h</c>. Absent: for ever.</summary>
    public const string RunTimeout = "sparkoperator.k8s.io/run-timeout";

    /// <summary>On an application: <c>infrastructure-failure</c>, the only failures of a run after which its restart policy counts. Absent: all.</summary>
    public const string RestartOn = "sparkoperator.k8s.io/restart-on";

    /// <summary>On an application: a run that lasted so long counts as the first again when it ends. Absent: attempts add up.</summary>
    public const string ResetAttemptsAfter = "sparkoperator.k8s.io/reset-attempts-after";

    /// <summary>On a driver: version and hash of the specification that it runs.</summary>
    public const string SpecHash = "sparkoperator.k8s.io/spec-hash";

    /// <summary>On a driver and its companions: hash of their content, to tell "done" from "different".</summary>
    public const string ContentHash = "sparkoperator.k8s.io/content-hash";

    public const string PrometheusScrape = "prometheus.io/scrape";
    public const string PrometheusPort = "prometheus.io/port";
    public const string PrometheusPath = "prometheus.io/path";

    /// <summary>Volcano's: PodGroup of a pod.</summary>
    public const string VolcanoGroupName = "scheduling.k8s.io/group-name";

    /// <summary>YuniKorn's: task group of a pod.</summary>
    public const string YuniKornTaskGroupName = "yunikorn.apache.org/task-group-name";

    /// <summary>YuniKorn's: all task groups, on the driver.</summary>
    public const string YuniKornTaskGroups = "yunikorn.apache.org/task-groups";

    /// <summary>Of the nginx Ingress controller.</summary>
    public const string NginxRewriteTarget = "nginx.ingress.kubernetes.io/rewrite-target";

    /// <summary>kubectl's: the object as it was last applied.</summary>
    public const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Needed by custom resource definitions of a group under k8s.io.</summary>
    public const string ApiApproved = "api-approved.kubernetes.io";
}
