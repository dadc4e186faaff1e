using System.Buffers.Binary;
using System.Numerics;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Conf;

/// <summary>
/// The order in which Spark lists its settings: it walks Java's hash table of them and puts each, as a pair of key and value, into a hash set of Scala's, whose
/// slots it then reads. Source: <c>SparkConf.getAll</c>, <c>ConcurrentHashMap</c>, <c>FlatHashTable</c> (Scala 2.12), <c>mutable.HashSet</c> (Scala 2.13).
/// </summary>
internal static class SettingsOrder
{
    private const uint ProductSeed = 0xcafebabe;

    /// <param name="settings">All that the process has: each of them takes a slot, and may push another one on.</param>
    /// <param name="release">Scala 2.13 came with Spark 4.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyCollection<KeyValuePair<string, string>> settings, SparkRelease release) =>
        release.Has(SparkFeatures.Scala213) ? Chained(settings) : Probed(JavaOrder(settings));

    private static IEnumerable<KeyValuePair<string, string>> JavaOrder(IReadOnlyCollection<KeyValuePair<string, string>> settings)
    {
        var size = 16u;
        while (settings.Count >= size * 3 / 4)
            size *= 2;

        return settings.OrderBy(setting => Spread(JavaText.Hash(setting.Key)) & (size - 1)).ThenBy(setting => setting.Key, StringComparer.Ordinal);
    }

    // Pairs of one slot make a chain, in the order of their hashes.
    private static KeyValuePair<string, string>[] Chained(IReadOnlyCollection<KeyValuePair<string, string>> settings)
    {
        var size = 16u;
        while (settings.Count >= size * 3 / 4)
            size *= 2;

        var prefix = JavaText.Hash("Tuple2");
        return
        [
            .. from setting in settings
               let hash = Spread(Finish(Mix(Mix(Mix(ProductSeed, prefix), JavaText.Hash(setting.Key)), JavaText.Hash(setting.Value))))
               orderby hash & (size - 1), (int)hash
               select setting,
        ];
    }

    // A pair whose slot is taken goes to the next free one; a table that grows takes its pairs over slot by slot.
    private static List<KeyValuePair<string, string>> Probed(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var table = new (KeyValuePair<string, string> Setting, uint Hash)?[32];
        var count = 0;
        foreach (var setting in settings)
        {
            Put(table, (setting, Finish(Mix(Mix(ProductSeed, JavaText.Hash(setting.Key)), JavaText.Hash(setting.Value)))));
            if (++count < table.Length * 45 / 100)
                continue;

            var grown = new (KeyValuePair<string, string>, uint)?[table.Length * 2];
            foreach (var entry in table.OfType<(KeyValuePair<string, string>, uint)>())
                Put(grown, entry);
            table = grown;
        }

        return [.. table.OfType<(KeyValuePair<string, string> Setting, uint Hash)>().Select(entry => entry.Setting)];
    }

    private static void Put((KeyValuePair<string, string> Setting, uint Hash)?[] table, (KeyValuePair<string, string> Setting, uint Hash) entry)
    {
        const uint multiplier = 0x9e3775cd;
        var last = (uint)table.Length - 1;
        var mixed = BinaryPrimitives.ReverseEndianness(entry.Hash * multiplier) * multiplier;
        var slot = BitOperations.RotateRight(mixed, BitOperations.PopCount(last)) >> BitOperations.LeadingZeroCount(last);
        while (table[slot] is not null)
            slot = (slot + 1) & last;
        table[slot] = entry;
    }

    private static uint Spread(uint hash) => hash ^ (hash >> 16);

    // MurmurHash3 of a pair.
    private static uint Finish(uint hash)
    {
        hash ^= 2;
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
