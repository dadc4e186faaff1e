using System.Numerics;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Conf;

/// <summary>
/// The order in which Spark meets the settings of a family, where it shows: as the number in the names of claims made by need. Up to four keys come in the
/// order of Java's hash table, more in that of Scala's immutable map. Source: <c>ConcurrentHashMap</c>, <c>scala.collection.immutable.HashMap</c>.
/// </summary>
internal static class ScalaMap
{
    private const int LargestPlainMap = 4;
    private const int BitsPerLevel = 5;
    private const int Levels = 7;

    /// <param name="keys">Without the prefix of their family.</param>
    /// <param name="prefix">Of the family.</param>
    /// <param name="settings">How many settings there are in all.</param>
    /// <param name="release">Scala 2.13 came with Spark 4.</param>
    public static IEnumerable<string> Order(IReadOnlyCollection<string> keys, string prefix, int settings, SparkRelease release) =>
        keys.Count <= LargestPlainMap
            ? keys.OrderBy(key => Slot(prefix + key, settings)).ThenBy(key => key, StringComparer.Ordinal)
            : Trie([.. keys.Select(key => (Key: key, Hash: Improved(JavaText.Hash(key))))], 0, leavesFirst: release.Has(SparkFeatures.Scala213));

    private static uint Slot(string key, int settings)
    {
        var size = Math.Max(16, BitOperations.RoundUpToPowerOf2((uint)settings * 4 / 3));
        var hash = JavaText.Hash(key);
        return (hash ^ (hash >> 16)) & (size - 1);
    }

    private static IEnumerable<string> Trie(List<(string Key, uint Hash)> entries, int level, bool leavesFirst)
    {
        var branches = entries.GroupBy(entry => (entry.Hash >> (level * BitsPerLevel)) & 31).OrderBy(branch => branch.Key).ToList();
        var ordered = leavesFirst ? branches.OrderBy(branch => branch.Count() > 1) : branches.AsEnumerable();
        return ordered.SelectMany(branch => branch.Count() == 1 || level + 1 == Levels
            ? branch.Select(entry => entry.Key)
            : Trie([.. branch], level + 1, leavesFirst));
    }

    private static uint Improved(uint hash)
    {
        hash += ~(hash << 9);
        hash ^= hash >> 14;
        hash += hash << 4;
        return hash ^ (hash >> 10);
    }
}
