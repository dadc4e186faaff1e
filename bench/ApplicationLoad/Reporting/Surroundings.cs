using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Testing.Operator;

namespace ApplicationLoad.Reporting;

/// <summary>Where a run took place: without it no figure can be compared.</summary>
internal static class Surroundings
{
    public static JsonObject Describe(LoadSettings settings, TimeProvider clock) => new()
    {
        ["at"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["version"] = typeof(Surroundings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        ["processors"] = Environment.ProcessorCount,
        ["processor"] = Processor(),
        ["memoryGigabytes"] = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        ["system"] = RuntimeInformation.OSDescription,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["programs"] = settings.IsExternal ? "the cluster of KUBECONFIG" : ProgramUnderTest.IsPublished ? "as published" : "as built",
        ["loadAverageBefore"] = LoadAverage(),
        ["namespaces"] = settings.IsExternal ? settings.ExternalNamespaces.Length : settings.Namespaces,
        ["nodes"] = settings.IsExternal ? null : settings.Nodes,
        ["requestsPerSecondOfTheController"] = settings.IsExternal ? null : settings.RequestsPerSecond?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "default",
        ["executors"] = settings.Shape.Executors,
        ["driverWorksForMilliseconds"] = settings.Shape.RunFor.TotalMilliseconds,
        ["sparkVersion"] = settings.Shape.SparkVersion,
    };

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown"
        : "unknown";

    // On a machine that others use, only processor time an application can be trusted.
    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
