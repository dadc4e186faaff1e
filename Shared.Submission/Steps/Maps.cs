namespace Shared.Submission.Steps;

/// <summary>Maps of a pod: later values win, keys are sorted, nothing at all stays absent.</summary>
internal static class Maps
{
    public static IReadOnlyDictionary<string, T>? Merge<T>(
        IReadOnlyDictionary<string, T>? first, IEnumerable<KeyValuePair<string, T>> later)
    {
        var merged = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in first ?? Enumerable.Empty<KeyValuePair<string, T>>())
            merged[key] = value;
        foreach (var (key, value) in later)
            merged[key] = value;
        return merged.Count > 0 ? merged : null;
    }

    public static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;
}
