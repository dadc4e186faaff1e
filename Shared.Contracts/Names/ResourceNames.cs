using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Contracts.Names;

/// <summary>Names of the objects that belong to an application or a Connect server.</summary>
public static class ResourceNames
{
    /// <summary>Longest name of a Service, and of what else has to be a DNS label.</summary>
    public const int MaxLabelLength = 63;

    /// <summary>The driver, unless the application names it; see <see cref="SparkApplications.DriverSpec.PodName"/>.</summary>
    public static string Driver(string application) => $"{application}-driver";

    public static string WebUIService(string application) => Shortened(application, "ui-svc");

    public static string WebUIIngress(string application) => Shortened(application, "ui-ingress");

    public static string DriverPortService(string application, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{application}-driver-{port}");

    public static string DriverPortIngress(string application, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{application}-ing-{port}");

    /// <summary>The ConfigMap with the settings of the JMX exporter.</summary>
    public static string PrometheusConfigMap(string application) => $"{application}-prom-conf";

    public static string VolcanoPodGroup(string application) => $"spark-{application}-pg";

    public static string SchedulerPluginsPodGroup(string application) => $"{application}-pg";

    /// <summary>Pod and, unless the user names it, Service of a Connect server.</summary>
    public static string ConnectServer(string connect) => $"{connect}-server";

    public static string ConnectNetworkPolicy(string connect) => $"{connect}-clients";

    public static string ConnectConfigMap(string connect) => $"{connect}-conf";

    // Upstream's way: cut, then eight digits of the hash of the whole name keep two long names apart.
    private static string Shortened(string application, string suffix)
    {
        var name = $"{application}-{suffix}";
        if (name.Length <= MaxLabelLength)
            return name;

        var digits = ShortHash(name);
        var room = MaxLabelLength - suffix.Length - digits.Length - 2;
        return $"{application[..Math.Min(application.Length, room)]}-{digits}-{suffix}";
    }

    [SuppressMessage("Security", "CA5351", Justification = "Names have to equal upstream's; nothing is protected by this hash.")]
    private static string ShortHash(string name) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(name)))[..8];
}
