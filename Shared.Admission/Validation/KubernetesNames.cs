using System.Text.RegularExpressions;

namespace Shared.Admission.Validation;

/// <summary>What the API server accepts as a name, a label key and a label value.</summary>
internal static partial class KubernetesNames
{
    public static bool IsDns1035Label(string text) => text.Length <= 63 && Dns1035Label().IsMatch(text);

    public static bool IsDns1123Label(string text) => text.Length <= 63 && Dns1123Label().IsMatch(text);

    public static bool IsDns1123Subdomain(string text) => text.Length <= 253 && Dns1123Subdomain().IsMatch(text);

    public static bool IsLabelKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = key[(slash + 1)..];
        return name.Length is > 0 and <= 63 && QualifiedName().IsMatch(name) && (slash < 0 || IsDns1123Subdomain(key[..slash]));
    }

    public static bool IsLabelValue(string value) => value.Length == 0 || (value.Length <= 63 && QualifiedName().IsMatch(value));

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dns1035Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dns1123Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dns1123Subdomain();

    [GeneratedRegex(@"^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex QualifiedName();
}
