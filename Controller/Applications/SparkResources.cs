using Kubernetes.Client.Requests;

namespace Controller.Applications;

/// <summary>Our own kinds as the API server serves them.</summary>
public static class SparkResources
{
    public static readonly KubernetesResource SparkApplications = new("sparkoperator.k8s.io", "v1beta2", "sparkapplications", "SparkApplication");
    public static readonly KubernetesResource ScheduledSparkApplications = new("sparkoperator.k8s.io", "v1beta2", "scheduledsparkapplications", "ScheduledSparkApplication");
    public static readonly KubernetesResource SparkConnects = new("sparkoperator.k8s.io", "v1alpha1", "sparkconnects", "SparkConnect");
}
