namespace Shared.Contracts.Core;

/// <summary>Reads an absent list or map as an empty one; whether it was absent matters only when it is written back.</summary>
public static class EmptyCollections
{
    public static IReadOnlyList<T> OrEmpty<T>(this IReadOnlyList<T>? list) => list ?? [];

    public static IReadOnlyDictionary<string, T> OrEmpty<T>(this IReadOnlyDictionary<string, T>? map) =>
        map ?? System.Collections.Immutable.ImmutableDictionary<string, T>.Empty;
}
