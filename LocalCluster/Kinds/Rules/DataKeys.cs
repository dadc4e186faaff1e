using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>The keys of ConfigMaps and Secrets become names of files, and all of it must fit into one object.</summary>
internal static partial class DataKeys
{
    private const int Largest = 1024 * 1024;

    private const string Rule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    public static IEnumerable<Cause> Validate(JsonObject o, params string[] fields)
    {
        var (size, seen) = (0L, new HashSet<string>(StringComparer.Ordinal));
        foreach (var field in fields)
        {
            foreach (var (key, value) in (o.ObjectAt(field) ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                foreach (var cause in Cause.Each($"{field}[{key}]", key, Problems(key)))
                    yield return cause;
                if (!seen.Add(key))
                    yield return Cause.Invalid($"{fields[0]}[{key}]", key, $"duplicate of key present in {field}");
                size += System.Text.Encoding.UTF8.GetByteCount(value.AsText() ?? "");
            }
        }

        if (size > Largest)
            yield return Cause.TooLong(o.TextAt("kind") is "Secret" ? "data" : "", Largest);
    }

    /// <summary>All that is wrong with a key.</summary>
    public static IEnumerable<string> Problems(string key)
    {
        if (key.Length > 253)
            yield return "must be no more than 253 characters";
        if (!Key().IsMatch(key))
            yield return Rule;
        if (key is "." or "..")
            yield return $"must not be '{key}'";
        else if (key.StartsWith("..", StringComparison.Ordinal))
            yield return "must not start with '..'";
    }

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z")]
    private static partial Regex Key();
}
