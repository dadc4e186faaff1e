using System.Diagnostics.Metrics;

namespace Shared.Hosting.Metrics;

/// <summary>What every Prometheus target is expected to tell about its own process.</summary>
public static class ProcessMetrics
{
    public const string MeterName = "process";

    public static void AddTo(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter("process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "User and system CPU time spent.");
        meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet, "By", "Resident memory.");
        meter.CreateObservableGauge("dotnet_gc_heap_size_bytes", () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed heap in use.");
    }
}
