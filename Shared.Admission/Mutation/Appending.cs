using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

/// <summary>
/// Adds to a list what is not yet there, so that a pod that went through the mutations before stays as it is. Entries are equal when
/// the API server would store them equal.
/// </summary>
internal static class Appending
{
    /// <summary>Each wanted entry finds its own equal or is added: a list that names something twice has it twice.</summary>
    /// <param name="present">What the pod has.</param>
    /// <param name="wanted">What the application asks for.</param>
    /// <param name="key">Equal entries have it in common, absent and empty being the same; null: all are compared whole.</param>
    public static IReadOnlyList<T>? Append<T>(this IReadOnlyList<T>? present, IReadOnlyList<T> wanted, Func<T, string?>? key = null) where T : class
    {
        if (wanted.Count == 0)
            return present;

        var free = present.OrEmpty().GroupBy(Key).ToDictionary(alike => alike.Key, alike => alike.ToList());
        var added = new List<T>();
        foreach (var entry in wanted)
        {
            var alike = free.GetValueOrDefault(Key(entry));
            var equal = alike?.FindIndex(candidate => ApiEquality.AreEqual(candidate, entry)) ?? -1;
            if (equal >= 0)
                alike!.RemoveAt(equal);
            else
                added.Add(entry);
        }

        return added.Count == 0 ? present : [.. present.OrEmpty(), .. added];

        string Key(T entry) => key?.Invoke(entry) ?? "";
    }

    /// <summary>As above where a key may exist only once: an equal entry is left, a different one with that key is refused.</summary>
    /// <param name="present">What the pod has.</param>
    /// <param name="wanted">What the application asks for.</param>
    /// <param name="key">What must be unique; null or empty means that nothing must.</param>
    /// <param name="what">For the message: <c>volume</c>.</param>
    /// <param name="path">For the message: where the application asks for it.</param>
    public static IReadOnlyList<T>? AppendUnique<T>(
        this IReadOnlyList<T>? present, IReadOnlyList<T> wanted, Func<T, string?> key, string what, string path) where T : class
    {
        var result = present;
        foreach (var entry in wanted)
        {
            var name = key(entry);
            if (result.OrEmpty().Any(candidate => key(candidate) == name && ApiEquality.AreEqual(candidate, entry)))
                continue;
            if (!string.IsNullOrEmpty(name) && result.OrEmpty().Any(candidate => key(candidate) == name))
                throw new PodRefusedException(
                    path, $"{what} '{name}' collides with another {what} '{name}' that the pod already has, from Spark, a pod template or another field of the application; give one of them another name or path");
            result = [.. result.OrEmpty(), entry];
        }

        return result;
    }
}
