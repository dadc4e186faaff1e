using Shared.Hosting;
using Shared.Hosting.Options;

namespace Controller.Hosting;

/// <summary>What the series about applications and executors are called and told apart by.</summary>
public sealed record MetricsOptions
{
    public static readonly MetricsOptions Default = new();

    /// <summary>Put before the names, without a separator.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Labels of objects that become labels of series.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Unit: seconds.</summary>
    public IReadOnlyList<double> SubmitLatencyBuckets { get; init; } = [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256];

    /// <summary>Unit: seconds.</summary>
    public IReadOnlyList<double> StartLatencyBuckets { get; init; } = [30, 60, 90, 120, 150, 180, 210, 240, 270, 300];

    /// <exception cref="UsageException">A value cannot be used.</exception>
    internal static MetricsOptions From(OptionValues values) => new()
    {
        Prefix = values.Text(ControllerCommand.MetricsPrefix) ?? "",
        Labels = [.. values.List(ControllerCommand.MetricsLabels).Distinct(StringComparer.Ordinal)],
        SubmitLatencyBuckets = values.Ascending(ControllerCommand.SubmitLatencyBuckets) ?? Default.SubmitLatencyBuckets,
        StartLatencyBuckets = values.Ascending(ControllerCommand.StartLatencyBuckets) ?? Default.StartLatencyBuckets,
    };
}
