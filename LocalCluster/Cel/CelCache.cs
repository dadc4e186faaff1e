using System.Collections.Concurrent;

namespace LocalCluster.Cel;

/// <summary>Expressions that have been parsed. They come from few objects and are evaluated on many writes.</summary>
internal static class CelCache
{
    private const int Most = 2000;

    private static readonly ConcurrentDictionary<string, CelExpression> Parsed = new(StringComparer.Ordinal);

    /// <exception cref="CelSyntaxException">It is no expression.</exception>
    public static CelExpression Get(string text)
    {
        if (Parsed.TryGetValue(text, out var known))
            return known;
        var expression = CelExpression.Parse(text);
        // Whoever fills it on purpose costs everybody a little time, never memory.
        if (Parsed.Count >= Most)
            Parsed.Clear();
        return Parsed.GetOrAdd(text, expression);
    }

    /// <summary>What a compiler says against it; null: nothing.</summary>
    public static string? Problem(string text)
    {
        try
        {
            _ = Get(text);
            return null;
        }
        catch (CelSyntaxException e)
        {
            return e.Message;
        }
    }
}
