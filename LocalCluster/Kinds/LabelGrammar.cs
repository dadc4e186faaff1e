using System.Text.RegularExpressions;

namespace LocalCluster.Kinds;

/// <summary>What keys and values of labels may look like, and all that is wrong with one that does not.</summary>
internal static partial class LabelGrammar
{
    private const string NameRule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public static IEnumerable<string> KeyProblems(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            yield return $"a valid label key {NameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        foreach (var problem in parts is [var prefix, _] ? prefix.Length == 0 ? ["must be non-empty"] : Names.SubdomainProblems(prefix) : [])
            yield return $"prefix part {problem.Replace("253 characters", "253 bytes", StringComparison.Ordinal)}";
        var name = parts[^1];
        if (name.Length == 0)
            yield return "name part must be non-empty";
        else if (name.Length > 63)
            yield return "name part must be no more than 63 bytes";
        if (!Name().IsMatch(name))
            yield return $"name part {NameRule}";
    }

    public static IEnumerable<string> ValueProblems(string value)
    {
        if (value.Length > 63)
            yield return "must be no more than 63 bytes";
        if (value.Length > 0 && !Name().IsMatch(value))
            yield return ValueRule;
    }

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex Name();
}
