using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What ports may be called, and which numbers they may have.</summary>
internal static partial class PortNames
{
    public const string Range = "must be between 1 and 65535, inclusive";

    public static bool IsNumber(long? number) => number is >= 1 and <= 65535;

    /// <summary>All that is wrong with a name.</summary>
    public static IEnumerable<string> Problems(string name)
    {
        if (name.Length > 15)
            yield return "must be no more than 15 characters";
        if (!Characters().IsMatch(name))
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        if (!name.Any(char.IsAsciiLetterLower))
            yield return "must contain at least one letter (a-z)";
        if (name.Contains("--", StringComparison.Ordinal))
            yield return "must not contain consecutive hyphens";
        if (name.StartsWith('-') || name.EndsWith('-'))
            yield return "must not begin or end with a hyphen";
    }

    /// <summary>A port by its name or its number; an absent one is 0.</summary>
    public static IEnumerable<Cause> OfPort(JsonNode? port, string path)
    {
        if (port.AsText() is { } name)
            return Cause.Each(path, name, Problems(name));
        var number = port?.GetValueKind() is JsonValueKind.Number ? port.AsNumber() : 0;
        return IsNumber(number) ? [] : [Cause.Invalid(path, number, Range)];
    }

    [GeneratedRegex(@"\A[-a-z0-9]+\z")]
    private static partial Regex Characters();
}
