using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LocalCluster.Nodes.Spark;

/// <summary>What a driver draws by chance, drawn from its UID instead, so that a run can be repeated.</summary>
internal static partial class SparkIds
{
    /// <summary>The first part of executor names: as the user set it, else from the application's name.</summary>
    public static string ExecutorPrefix(SparkConf conf, string driverUid)
    {
        if (conf["spark.kubernetes.executor.podNamePrefix"] is { Length: > 0 } prefix)
            return prefix;
        return Cleaned($"{conf["spark.app.name"] ?? "spark"}-{Draw(driverUid, "prefix")}");
    }

    private static string Cleaned(string text)
    {
        var name = RunsOfDashes().Replace(OddCharacters().Replace(text.Trim().ToLowerInvariant(), "-"), "-");
        name = name.StartsWith('-') ? name[1..] : name;
        return name.Length > 0 && char.IsAsciiDigit(name[0]) ? $"x{name[1..]}" : name;
    }

    /// <summary>The id of an application that is not told one.</summary>
    public static string Application(string podUid) => $"spark-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{podUid}/app")))[..32]}";

    /// <summary>The first part of the names of what a submission makes.</summary>
    public static string SubmissionPrefix(string appName, string podUid) => Cleaned($"{appName}-{Draw(podUid, "submission")}");

    public static string DriverConfigMap(string podUid) => $"spark-drv-{Draw(podUid, "driver-conf")}-conf-map";

    public static string LongService(string podUid) => $"spark-{Draw(podUid, "service")}-driver-svc";

    public static string ExecutorConfigMap(string driverUid) => $"spark-exec-{Draw(driverUid, "conf")}-conf-map";

    public static string LocalDirectory(string driverUid)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{driverUid}/dir")));
        return $"/var/data/spark-{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..32]}";
    }

    private static string Draw(string driverUid, string purpose) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{driverUid}/{purpose}")))[..16];

    [GeneratedRegex("[^a-z0-9-]")]
    private static partial Regex OddCharacters();

    [GeneratedRegex("-+")]
    private static partial Regex RunsOfDashes();
}
