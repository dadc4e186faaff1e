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
        var name = RunsOfDashes().Replace(OddCharacters().Replace($"{conf["spark.app.name"] ?? "spark"}-{Draw(driverUid, "prefix")}".Trim().ToLowerInvariant(), "-"), "-");
        name = name.StartsWith('-') ? name[1..] : name;
        return name.Length > 0 && char.IsAsciiDigit(name[0]) ? $"x{name[1..]}" : name;
    }

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
