using System.Text.RegularExpressions;

namespace LocalCluster.Kinds;

/// <summary>The name grammars of the API, and all that a real server says about a name that breaks one.</summary>
internal static partial class Names
{
    private const string SubdomainForm = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

    public static IEnumerable<string> LabelProblems(string name)
    {
        if (name.Length > 63)
            yield return "must be no more than 63 characters";
        if (Label().IsMatch(name))
            yield break;
        yield return Subdomain().IsMatch(name)
            ? "must not contain dots"
            : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    }

    public static IEnumerable<string> SubdomainProblems(string name)
    {
        if (name.Length > 253)
            yield return "must be no more than 253 characters";
        if (!Subdomain().IsMatch(name))
            yield return $"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '{SubdomainForm}')";
    }

    /// <summary>The name of a host that stands for all below a domain.</summary>
    public static IEnumerable<string> WildcardProblems(string name)
    {
        if (name.Length > 253)
            yield return "must be no more than 253 characters";
        if (!name.StartsWith("*.", StringComparison.Ordinal) || !Subdomain().IsMatch(name[2..]))
            yield return $"a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.{SubdomainForm}')";
    }

    public static IEnumerable<string> ServiceProblems(string name)
    {
        if (name.Length > 63)
            yield return "must be no more than 63 characters";
        if (!Service().IsMatch(name))
            yield return "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    }

    /// <summary>RBAC names may hold nearly everything; only what would break a path is refused.</summary>
    public static IEnumerable<string> PathSegmentProblems(string name) =>
        name is "." or ".." ? [$"may not be '{name}'"] : new[] { '/', '%' }.Where(name.Contains).Select(illegal => $"may not contain '{illegal}'");

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Service();
}
