using System.Net.Security;
using System.Security.Authentication;
using Shared.Hosting.Options;

namespace Shared.Hosting.Tls;

/// <summary>Which versions of TLS and which cipher suites a handshake may agree on. Names are the IANA's, as upstream takes them.</summary>
public sealed record TlsSettings(SslProtocols Protocols, IReadOnlyList<TlsCipherSuite> CipherSuites)
{
    // TLS 1.3 has no weak ones, so nobody chooses among them.
    private static readonly TlsCipherSuite[] Always =
        [TlsCipherSuite.TLS_AES_128_GCM_SHA256, TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256];

    private static readonly TlsCipherSuite[] Preferred =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    // What upstream takes beyond the preferred ones, and nothing more.
    private static readonly TlsCipherSuite[] OnRequest =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
    ];

    public static TlsSettings Default { get; } = new(SslProtocols.Tls12 | SslProtocols.Tls13, [.. Always, .. Preferred]);

    /// <summary>The two options, such as <c>--webhook-tls-min-version</c> for the prefix <c>webhook-tls</c>.</summary>
    public static IReadOnlyList<CommandOption> Options(string prefix) =>
    [
        new(MinimumVersion(prefix), "Oldest version of TLS: VersionTLS12 or VersionTLS13.", "VERSION", "VersionTLS12"),
        new(Suites(prefix), "Cipher suites of TLS 1.2, IANA names separated by commas; those of 1.3 are always on. Absent: those with forward secrecy and authenticated encryption.", "LIST"),
    ];

    /// <param name="values">As given.</param>
    /// <param name="prefix">As in <see cref="Options"/>.</param>
    /// <exception cref="UsageException">A version or suite that is unknown or unsafe.</exception>
    public static TlsSettings From(OptionValues values, string prefix)
    {
        var protocols = values.Text(MinimumVersion(prefix)) switch
        {
            null or "VersionTLS12" => SslProtocols.Tls12 | SslProtocols.Tls13,
            "VersionTLS13" => SslProtocols.Tls13,
            var other => throw new UsageException($"--{MinimumVersion(prefix)}: '{other}' is neither VersionTLS12 nor VersionTLS13."),
        };
        var chosen = values.List(Suites(prefix)).Select(name => Suite(name, prefix)).ToArray();
        return new TlsSettings(protocols, [.. Always.Union(chosen.Length > 0 ? chosen : Preferred)]);
    }

    /// <summary>Null where the platform decides by itself.</summary>
    public CipherSuitesPolicy? ToPolicy() => OperatingSystem.IsLinux() ? new CipherSuitesPolicy(CipherSuites) : null;

    private static TlsCipherSuite Suite(string name, string prefix) =>
        Always.Concat(Preferred).Concat(OnRequest).Select(suite => (TlsCipherSuite?)suite).FirstOrDefault(suite => suite.ToString() == name)
        ?? throw new UsageException($"--{Suites(prefix)}: '{name}' is unknown or unsafe; choose among {string.Join(", ", Preferred.Concat(OnRequest))}.");

    private static string MinimumVersion(string prefix) => $"{prefix}-min-version";

    private static string Suites(string prefix) => $"{prefix}-cipher-suites";
}
