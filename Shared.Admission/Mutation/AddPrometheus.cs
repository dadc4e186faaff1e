using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Mutation;

/// <summary>The JMX exporter's settings and port. The ConfigMap is made by the controller.</summary>
internal static class AddPrometheus
{
    private const string Origin = "spec.monitoring.prometheus";

    public static Pod Apply(Pod pod, SparkPodContext context)
    {
        if (context.Spec.Monitoring is not { Prometheus: { } prometheus } monitoring || !IsExposed(monitoring, context.Role) || HasAllFilesInImage(monitoring, prometheus))
            return pod;

        var configMap = ResourceNames.PrometheusConfigMap(context.App.Metadata?.Name ?? "");
        var port = new ContainerPort
        {
            Name = prometheus.PortName ?? Ports.JmxExporterName,
            ContainerPortNumber = prometheus.Port ?? Ports.JmxExporter,
            Protocol = "TCP",
        };
        return AddPorts.Append(
            MountConfigMap.Apply(pod, context, configMap, VolumeNames.OfConfigMap(configMap), MountedFiles.PrometheusConfDir, Origin), context, [port], Origin);
    }

    private static bool IsExposed(MonitoringSpec monitoring, SparkRole role) =>
        (role is SparkRole.Driver ? monitoring.ExposeDriverMetrics : monitoring.ExposeExecutorMetrics) is true;

    private static bool HasAllFilesInImage(MonitoringSpec monitoring, PrometheusSpec prometheus) =>
        !string.IsNullOrEmpty(monitoring.MetricsPropertiesFile) && !string.IsNullOrEmpty(prometheus.ConfigFile);
}
