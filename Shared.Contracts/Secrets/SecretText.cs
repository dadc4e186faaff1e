using System.Text.RegularExpressions;

namespace Shared.Contracts.Secrets;

/// <summary>What looks like a secret, by its name or in a text. Whatever is shown, logged or written into a status asks here, so that all hide the same.</summary>
public static partial class SecretText
{
    // Spark's own spark.redaction.regex, widened.
    private const string Key = "secret|passw(?:or)?d|token|credential|access[._-]?key|api[._-]?key|private[._-]?key";

    /// <summary>True for keys such as <c>spark.hadoop.fs.s3a.secret.key</c> and <c>DB_PASSWORD</c>, whose values are secrets.</summary>
    public static bool IsKey(string key) => SecretKey().IsMatch(key);

    /// <summary>The text with <paramref name="mask"/> in place of bearer tokens, of user and password in addresses, and of values behind secret keys.</summary>
    public static string Hide(string text, string mask) =>
        KeyAndValue().Replace(AddressPassword().Replace(BearerToken().Replace(text, $"$1{mask}"), $"$1{mask}@"), $"$1{mask}");

    [GeneratedRegex(Key, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretKey();

    [GeneratedRegex(@"(\bBearer\s+)[A-Za-z0-9._~+/=-]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BearerToken();

    [GeneratedRegex(@"([a-z][a-z0-9+.-]*://)[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AddressPassword();

    [GeneratedRegex($@"((?:{Key})[A-Za-z0-9._-]*\s*[=:]\s*""?)[^\s"",;]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyAndValue();
}
