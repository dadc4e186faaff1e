using System.Text.RegularExpressions;

namespace LocalCluster.Kinds;

/// <summary>What keys and values of labels may look like. Null: nothing is wrong.</summary>
internal static partial class LabelGrammar
{
    private const string NameRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public static string? KeyProblem(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
            return $"a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
        if (parts.Length == 2 && Names.SubdomainProblem(parts[0]) is { } problem)
            return parts[0].Length > 253 ? "prefix part must be no more than 253 bytes" : $"prefix part {problem}";
        var name = parts[^1];
        return name.Length == 0 ? "name part must be non-empty"
            : name.Length > 63 ? "name part must be no more than 63 bytes"
            : Name().IsMatch(name) ? null : NameRule;
    }

    public static string? ValueProblem(string value) =>
        value.Length > 63 ? "must be no more than 63 bytes"
        : value.Length == 0 || Name().IsMatch(value) ? null : ValueRule;

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex Name();
}
