using Shared.Contracts.Core;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>Export of metrics.</summary>
public sealed record MonitoringSpec : OpenRecord
{
    /// <summary>Required. True exports the driver's metrics: scrape annotations, Java agent, port and configuration volume.</summary>
    [Schema(Required = true)] public bool? ExposeDriverMetrics { get; init; }

    /// <summary>Required. True exports the executors' metrics.</summary>
    [Schema(Required = true)] public bool? ExposeExecutorMetrics { get; init; }

    /// <summary>Content of <c>metrics.properties</c>. Absent means sinks for JMX.</summary>
    public string? MetricsProperties { get; init; }

    /// <summary>Path of a <c>metrics.properties</c> in the image; wins over <see cref="MetricsProperties"/>.</summary>
    public string? MetricsPropertiesFile { get; init; }

    /// <summary>The JMX exporter; turns monitoring on.</summary>
    public PrometheusSpec? Prometheus { get; init; }
}

/// <summary>The Java agent that offers JMX metrics to Prometheus.</summary>
public sealed record PrometheusSpec : OpenRecord
{
    /// <summary>Required. Path of the agent's jar in the image.</summary>
    [Schema(Required = true)] public string? JmxExporterJar { get; init; }

    /// <summary>1024 to 49151. Absent means 8090.</summary>
    [Schema(Minimum = 1024, Maximum = 49151)] public int? Port { get; init; }

    /// <summary>Name of the container port. Absent means <c>jmx-exporter</c>.</summary>
    public string? PortName { get; init; }

    /// <summary>Path of the agent's configuration in the image; wins over <see cref="Configuration"/>.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Content of the agent's configuration. Absent means rules for Spark's own metrics.</summary>
    public string? Configuration { get; init; }
}
