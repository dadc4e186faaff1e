namespace Shared.Hosting.Rights;

/// <summary>
/// Every right that the operator and its drivers hold, in one place. The chart's roles, the plain manifests and <c>docs/rbac.md</c> are made from it.
/// Never in here: Secrets of job namespaces, list or watch of ConfigMaps and Services, a wildcard, escalate, bind, impersonate.
/// </summary>
public static class RightsTable
{
    private const string Spark = "sparkoperator.k8s.io";

    public static IReadOnlyList<Right> All { get; } = [.. Controller(), .. Webhook(), .. SparkDriver()];

    public static IEnumerable<Right> Of(RightHolder holder, RightScope scope) => All.Where(right => right.Holder == holder && right.Scope == scope);

    private static IEnumerable<Right> Controller()
    {
        yield return Jobs(RightFeature.Base, Spark, ["sparkapplications"], ["get", "list", "watch", "create", "delete"],
            "The applications to run; schedules create them, and their time to live and the history limits delete them.");
        yield return Jobs(RightFeature.Base, Spark, ["scheduledsparkapplications", "sparkconnects"], ["get", "list", "watch"],
            "The schedules and the Connect servers to run.");
        yield return Jobs(RightFeature.Base, Spark, ["sparkapplications/status", "scheduledsparkapplications/status", "sparkconnects/status"], ["patch"],
            "What became of them is recorded in their status; their spec is never written.");
        yield return Jobs(RightFeature.Base, Spark, ["sparkapplications/finalizers", "scheduledsparkapplications/finalizers", "sparkconnects/finalizers"], ["update"],
            "Owner references with blockOwnerDeletion; clusters that check them (OpenShift does) ask for this.");
        yield return Jobs(RightFeature.Base, "", ["pods"], ["get", "list", "watch", "create", "delete"],
            "Drivers are created and followed; drivers and executors of ended attempts are deleted.");
        yield return Jobs(RightFeature.Base, "", ["configmaps"], ["get", "create", "patch", "delete"],
            "Spark properties, executor template and exporter settings of each driver; read by their names only, to tell ours from others'.");
        yield return Jobs(RightFeature.Base, "", ["services"], ["get", "create", "patch", "delete"],
            "The headless Service of each driver, its UI and the ports of driverIngressOptions; read by their names only.");
        yield return Jobs(RightFeature.Base, "events.k8s.io", ["events"], ["create", "patch"],
            "What happens to an application is told as events of it.");
        yield return Jobs(RightFeature.Ingresses, "networking.k8s.io", ["ingresses"], ["get", "create", "patch", "delete"],
            "An Ingress for each UI when there is a URL format, and for driverIngressOptions.");
        yield return Jobs(RightFeature.NetworkPolicies, "networking.k8s.io", ["networkpolicies"], ["get", "create", "patch", "delete"],
            "Spark 4.2 and newer put a NetworkPolicy around the executors of each application; a Connect server may ask for one that follows its port.");
        yield return Jobs(RightFeature.DisruptionBudgets, "policy", ["poddisruptionbudgets"], ["get", "create", "patch", "delete"],
            "Drivers whose application asks for it are kept from voluntary eviction.");
        yield return new(RightHolder.Controller, RightScope.JobNamespaces, RightFeature.BatchScheduling, ["scheduling.volcano.sh", "scheduling.x-k8s.io"], ["podgroups"],
            ["get", "create", "delete"], "The PodGroup of an application that Volcano or a kube-scheduler plug-in schedules as one.");
        yield return Jobs(RightFeature.DriverLogs, "", ["pods/log"], ["get"],
            "The last lines of a failed driver, for the diagnosis.");
        yield return Jobs(RightFeature.DriverLogs, "", ["events"], ["list"],
            "Why a pod cannot start (images, volumes, scheduling), for the diagnosis.");
        yield return Jobs(RightFeature.SubmitterJobs, "batch", ["jobs"], ["get", "create", "delete"],
            "Submissions that need a JVM run as a Job in the application's namespace.");
        yield return Jobs(RightFeature.OnDemandVolumes, "", ["persistentvolumeclaims"], ["get", "create", "delete"],
            "Claims that Spark makes on demand for the driver (claimName OnDemand).");
        yield return new(RightHolder.Controller, RightScope.OwnNamespace, RightFeature.LeaderElection, ["coordination.k8s.io"], ["leases"], ["create"],
            "The lease of the leader; a creation cannot be limited to a name.");
        yield return new(RightHolder.Controller, RightScope.OwnNamespace, RightFeature.LeaderElection, ["coordination.k8s.io"], ["leases"], ["get", "update"],
            "Taking, renewing and giving back that lease.", RightObject.ControllerLease);
        yield return new(RightHolder.Controller, RightScope.Cluster, RightFeature.NamespaceSelector, [""], ["namespaces"], ["list", "watch"],
            "Which namespaces carry the label, and which policy holds there.");
    }

    private static IEnumerable<Right> Webhook()
    {
        yield return new(RightHolder.Webhook, RightScope.JobNamespaces, RightFeature.Base, [Spark], ["sparkapplications"], ["get", "list", "watch"],
            "Pods that others made are completed from their application.");
        yield return new(RightHolder.Webhook, RightScope.JobNamespaces, RightFeature.QuotaCheck, [""], ["resourcequotas"], ["list", "watch"],
            "Whether an application would fit into what is left, told before it is stored.");
        yield return new(RightHolder.Webhook, RightScope.Cluster, RightFeature.PolicyNamespaces, [""], ["namespaces"], ["list", "watch"],
            "Which policy holds in a namespace, where its labels decide.");
        yield return new(RightHolder.Webhook, RightScope.Cluster, RightFeature.AuthorCheck, ["authorization.k8s.io"], ["subjectaccessreviews"], ["create"],
            "Whether the author of an application may do alone what the operator would do for them.");
        yield return new(RightHolder.Webhook, RightScope.OwnNamespace, RightFeature.SelfSignedCertificate, [""], ["secrets"], ["create"],
            "The Secret with the certificate, when there is none yet; a creation cannot be limited to a name.");
        yield return new(RightHolder.Webhook, RightScope.OwnNamespace, RightFeature.SelfSignedCertificate, [""], ["secrets"], ["get", "update"],
            "Replicas share one certificate, and it is renewed before it ends.", RightObject.WebhookCertificateSecret);
        yield return new(RightHolder.Webhook, RightScope.Cluster, RightFeature.SelfSignedCertificate, ["admissionregistration.k8s.io"],
            ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"], ["get", "update"],
            "The authority of that certificate is put into our own two configurations.", RightObject.WebhookConfigurations);
    }

    // What Spark's own scheduler backend calls, from 3.3 to 4.3. It never reads or changes what it did not make.
    private static IEnumerable<Right> SparkDriver()
    {
        yield return Driver(["pods"], ["get", "list", "watch", "create", "patch", "delete", "deletecollection"],
            "Executors are created, followed, marked for decommissioning and removed.");
        yield return Driver(["configmaps"], ["get", "list", "create", "delete", "deletecollection"],
            "The settings of the executors; removed by label at the end.");
        yield return Driver(["services"], ["get", "list", "create", "delete", "deletecollection"],
            "Services of executors (Spark 4.1 and newer can make them); removed by label at the end.");
        yield return Driver(["persistentvolumeclaims"], ["get", "list", "create", "delete", "deletecollection"],
            "On-demand volumes of executors; looked for when they are reused, removed by label at the end.");
    }

    private static Right Jobs(RightFeature feature, string group, string[] resources, string[] verbs, string reason) =>
        new(RightHolder.Controller, RightScope.JobNamespaces, feature, [group], resources, verbs, reason);

    private static Right Driver(string[] resources, string[] verbs, string reason) =>
        new(RightHolder.SparkDriver, RightScope.JobNamespaces, RightFeature.Base, [""], resources, verbs, reason);
}
