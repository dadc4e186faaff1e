using System.Numerics;
using Shared.Contracts.Names;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Executors;

/// <summary>
/// The order in which Spark numbers start-up settings: that of Scala's hash set of (key, value) pairs. Pairs in one slot
/// stand in the order of their hashes. Exact but for pairs that, in Scala 2.12, are moved on by a neighbour. Source: <c>SparkConf.getAll</c>, <c>MurmurHash3</c>, <c>FlatHashTable</c>, <c>HashSet</c>.
/// </summary>
internal static class StartupOrder
{
    // How many settings a driver adds before it makes executors (its address, its start time), as far as the size of the table tells.
    private const int AddedByDriver212 = 4;
    private const int AddedByDriver213 = 2;

    public static IEnumerable<KeyValuePair<string, string>> Of(
        IReadOnlyList<KeyValuePair<string, string>> settings, IReadOnlyDictionary<string, string> all, SparkRelease release)
    {
        // Spark's own Java options make a setting each, if the user has not made it already.
        var count = all.Count + (all.ContainsKey(SparkConfKeys.DriverExtraJavaOptions) ? 0 : 1) + (all.ContainsKey(SparkConfKeys.ExecutorExtraJavaOptions) ? 0 : 1);
        return release.Has(SparkFeatures.Scala213)
            ? settings.OrderBy(setting => Slot213(setting, count + AddedByDriver213)).ThenBy(setting => (int)Improved213(setting))
            : settings.OrderBy(setting => Slot212(setting, count + AddedByDriver212)).ThenBy(setting => setting.Key, StringComparer.Ordinal);
    }

    private static uint Slot213(KeyValuePair<string, string> setting, int count)
    {
        var size = 16u;
        while (count >= size * 3 / 4)
            size *= 2;

        return Improved213(setting) & (size - 1);
    }

    private static uint Improved213(KeyValuePair<string, string> setting)
    {
        var hash = PairHash(setting, JavaText.Hash("Tuple2"));
        return hash ^ (hash >> 16);
    }

    private static uint Slot212(KeyValuePair<string, string> setting, int count)
    {
        var size = 32u;
        while (count >= size * 45 / 100)
            size *= 2;

        const uint multiplier = 0x9e3775cd;
        var swapped = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(PairHash(setting, null) * multiplier) * multiplier;
        var improved = BitOperations.RotateRight(swapped, BitOperations.PopCount(size - 1) % 32);
        return (improved >> BitOperations.LeadingZeroCount(size - 1)) & (size - 1);
    }

    private static uint PairHash(KeyValuePair<string, string> pair, uint? prefix)
    {
        var hash = 0xcafebabe;
        if (prefix is { } name)
            hash = Mix(hash, name);
        hash = Mix(Mix(hash, JavaText.Hash(pair.Key)), JavaText.Hash(pair.Value)) ^ 2;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }

    private static uint Mix(uint hash, uint data)
    {
        var part = BitOperations.RotateLeft(data * 0xcc9e2d51, 15) * 0x1b873593;
        return (BitOperations.RotateLeft(hash ^ part, 13) * 5) + 0xe6546b64;
    }
}
