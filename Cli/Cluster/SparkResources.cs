using Kubernetes.Client.Requests;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Cli.Cluster;

/// <summary>Our kinds as the API server serves them.</summary>
internal static class SparkResources
{
    public const string Group = "sparkoperator.k8s.io";

    public static readonly KubernetesResource Applications = new(Group, "v1beta2", "sparkapplications", SparkApplication.KindName);
    public static readonly KubernetesResource Schedules = new(Group, "v1beta2", "scheduledsparkapplications", ScheduledSparkApplication.KindName);
    public static readonly KubernetesResource Connects = new(Group, "v1alpha1", "sparkconnects", SparkConnect.KindName);

    /// <summary>Null for kinds that are not ours.</summary>
    public static KubernetesResource? Of(string? apiVersion, string? kind) =>
        new[] { Applications, Schedules, Connects }.FirstOrDefault(resource => $"{resource.Group}/{resource.Version}" == apiVersion && resource.Kind == kind);
}
