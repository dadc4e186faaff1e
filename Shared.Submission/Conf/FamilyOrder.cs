using Shared.Submission.SparkVersions;

namespace Shared.Submission.Conf;

/// <summary>
/// The order in which Spark meets the settings of one family as a map of Scala's: up to four keys as the settings are listed, more by the trie of their hashes.
/// Source: <c>SparkConf.getAllWithPrefix</c>, <c>scala.collection.immutable.HashMap</c>.
/// </summary>
internal static class FamilyOrder
{
    private const int LargestPlainMap = 4;
    private const int BitsPerLevel = 5;
    private const int Levels = 7;

    /// <param name="prefix">Of the family.</param>
    /// <param name="settings">All that the process has.</param>
    /// <param name="release">Scala 2.13 came with Spark 4.</param>
    /// <returns>The keys without their prefix.</returns>
    public static IEnumerable<string> Of(string prefix, IReadOnlyCollection<KeyValuePair<string, string>> settings, SparkRelease release)
    {
        var keys = settings.Where(setting => setting.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(setting => setting.Key[prefix.Length..]).ToList();
        return keys.Count > LargestPlainMap
            ? Trie([.. keys.Select(key => (key, Improved(JavaText.Hash(key))))], 0, leavesFirst: release.Has(SparkFeatures.Scala213))
            : SettingsOrder.Of(settings, release).Where(setting => setting.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(setting => setting.Key[prefix.Length..]);
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
