namespace Shared.Hosting.Rights;

/// <summary>Something that can be switched on and then needs rights of its own.</summary>
/// <param name="Name">For people.</param>
/// <param name="Switch">What switches it on, for people.</param>
/// <param name="ChartCondition">The same as a condition of the chart's templates; null when it is always on.</param>
public sealed record RightFeature(string Name, string Switch, string? ChartCondition)
{
    public static readonly RightFeature Base = new("base", "always", null);
    public static readonly RightFeature LeaderElection = Value("leader election", "controller.leaderElection.enable");
    public static readonly RightFeature NamespaceSelector = new(
        "namespaces by label", "`spark.jobNamespaceSelector` or `admissionPolicy.namespaceLabels`", "or .Values.spark.jobNamespaceSelector .Values.admissionPolicy.namespaceLabels");

    public static readonly RightFeature PolicyNamespaces = Value("policies by label", "admissionPolicy.namespaceLabels");
    public static readonly RightFeature AuthorCheck = Value("author check of the policy", "admissionPolicy.authorCheck");
    public static readonly RightFeature Ingresses = Value("Ingresses for UIs and driver ports", "controller.features.ingresses");
    public static readonly RightFeature NetworkPolicies = Value("NetworkPolicies of Spark 4.2 and newer", "controller.features.networkPolicies");
    public static readonly RightFeature DisruptionBudgets = Value("PodDisruptionBudgets for drivers", "controller.driverPodDisruptionBudget.enable");
    public static readonly RightFeature BatchScheduling = Value("PodGroups of batch schedulers", "controller.batchScheduler.enable");
    public static readonly RightFeature DriverLogs = Value("diagnosis from driver logs", "controller.features.driverLogs");
    public static readonly RightFeature SubmitterJobs = Value("submitter Jobs", "controller.features.submitterJobs");
    public static readonly RightFeature OnDemandVolumes = Value("on-demand volumes of drivers", "controller.features.onDemandVolumes");
    public static readonly RightFeature QuotaCheck = Value("quota check at admission", "webhook.resourceQuotaEnforcement.enable");

    public static readonly RightFeature SelfSignedCertificate = new(
        "self-signed certificate", "unless `certManager.enable` or `webhook.certificate.existingSecret`",
        """eq (include "spark-operator.webhook.certificates" .) "self-signed" """.TrimEnd());

    public static IReadOnlyList<RightFeature> All { get; } =
    [
        Base, LeaderElection, NamespaceSelector, Ingresses, NetworkPolicies, DisruptionBudgets, BatchScheduling, DriverLogs, SubmitterJobs, OnDemandVolumes,
        QuotaCheck, PolicyNamespaces, AuthorCheck, SelfSignedCertificate,
    ];

    private static RightFeature Value(string name, string value) => new(name, $"`{value}`", $".Values.{value}");
}
