using System.Globalization;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Conf;

/// <summary>Typed reading of Spark's flat settings; what cannot be read goes to the error list and counts as absent. Source: <c>ConfigEntry</c>.</summary>
internal sealed class SparkConf(
    IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> environment, SparkRelease release, ErrorList errors)
{
    // In the order of the keys, in which those of one family stand together.
    private readonly KeyValuePair<string, string>[] _sorted = Sorted(settings);

    /// <summary>All settings, with references as written.</summary>
    public IReadOnlyDictionary<string, string> Settings => settings;

    public bool Has(string key) => settings.ContainsKey(key);

    /// <summary>The text as written: families of keys, and keys that Spark reads without a declaration.</summary>
    public string? Raw(string key) => settings.GetValueOrDefault(key);

    /// <summary>The text with <c>${...}</c> replaced.</summary>
    public string? Text(string key) =>
        settings.TryGetValue(key, out var value) ? References.Resolve(key, value, settings, environment, errors) : null;

    public bool? Flag(string key)
    {
        switch (Text(key) is { } text ? JavaText.Trim(text).ToLowerInvariant() : null)
        {
            case null: return null;
            case "true": return true;
            case "false": return false;
            default:
                errors.Add(key, $"'{Raw(key)}' is not a boolean; write true or false.");
                return null;
        }
    }

    public int? Integer(string key) => Integer(key, Text(key));

    /// <summary>A port or count that Spark reads without a declaration.</summary>
    public int? RawInteger(string key) => Integer(key, Raw(key));

    /// <summary>Unit of the result: MiB.</summary>
    public long? MiB(string key)
    {
        if (Text(key) is not { } text)
            return null;

        var negative = text.StartsWith('-');
        if (MemorySize.TryParse(negative ? text[1..] : text, MemorySize.MiB, release.Has(SparkFeatures.BinarySuffixes), out var size))
            return negative ? -size : size;

        errors.AddUnlessKnown(key, $"'{text}' is not a memory size; write digits and one of b, k, m, g, t, p, such as '4g'.");
        return null;
    }

    /// <summary>Unit of the result: bytes.</summary>
    public long? Bytes(string key)
    {
        if (Text(key) is not { } text)
            return null;

        if (MemorySize.TryParse(text, 1, release.Has(SparkFeatures.BinarySuffixes), out var size))
            return size;

        errors.AddUnlessKnown(key, $"'{text}' is not a size; write digits and one of b, k, m, g.");
        return null;
    }

    public double? Factor(string key)
    {
        if (Text(key) is not { } text)
            return null;

        if (JavaText.TryParseDouble(text, out var value))
            return value;

        errors.Add(key, $"'{text}' is not a number; write a fraction such as '0.2'.");
        return null;
    }

    /// <summary>Items between commas, trimmed, without empty ones.</summary>
    public IReadOnlyList<string> List(string key) =>
        [.. (Text(key) ?? "").Split(',').Select(JavaText.Trim).Where(item => item.Length > 0)];

    /// <summary>What follows the prefix, with its value as written; in the order of the keys.</summary>
    public IEnumerable<KeyValuePair<string, string>> WithPrefix(string prefix)
    {
        var (start, end) = (0, _sorted.Length);
        while (start < end)
        {
            var middle = (start + end) / 2;
            (start, end) = string.CompareOrdinal(_sorted[middle].Key, prefix) < 0 ? (middle + 1, end) : (start, middle);
        }

        for (var index = start; index < _sorted.Length && _sorted[index].Key.StartsWith(prefix, StringComparison.Ordinal); index++)
            yield return KeyValuePair.Create(_sorted[index].Key[prefix.Length..], _sorted[index].Value);
    }

    private static KeyValuePair<string, string>[] Sorted(IReadOnlyDictionary<string, string> settings)
    {
        KeyValuePair<string, string>[] sorted = [.. settings];
        Array.Sort(sorted, (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return sorted;
    }

    private int? Integer(string key, string? text)
    {
        if (text is null)
            return null;

        if (int.TryParse(JavaText.Trim(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;

        errors.AddUnlessKnown(key, $"'{text}' is not a whole number.");
        return null;
    }
}
