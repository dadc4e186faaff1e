using System.Net;

namespace Shared.Hosting.Options;

/// <summary>Where to listen, and over which scheme.</summary>
public sealed record ListenAddress(string Scheme, IPEndPoint EndPoint)
{
    public override string ToString() => $"{Scheme}://{EndPoint}";

    /// <summary><c>https://127.0.0.1:9443</c>; host <c>*</c> or <c>0.0.0.0</c> means every interface, port 0 any free port.</summary>
    /// <param name="text">As written.</param>
    /// <param name="schemes">Those that may be used.</param>
    /// <param name="problem">What is wrong with it, to follow the quoted text in a sentence.</param>
    internal static ListenAddress? Of(string text, IReadOnlyList<string> schemes, out string problem)
    {
        problem = $"is not an address such as {schemes[0]}://127.0.0.1:{(schemes[0] == "https" ? 9443 : 8080)}";
        if (!Uri.TryCreate(text.Replace("://*:", "://0.0.0.0:", StringComparison.Ordinal), UriKind.Absolute, out var uri) || !schemes.Contains(uri.Scheme) || uri.PathAndQuery != "/")
            return null;

        var address = uri.Host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.DnsSafeHost, out var ip) ? ip : null;
        problem = address is null ? $"names host '{uri.Host}'; write an IP address of this machine, 127.0.0.1, or * for all" : "";
        return address is null ? null : new ListenAddress(uri.Scheme, new IPEndPoint(address, uri.Port));
    }

    /// <summary>As existing charts write it: <c>:8080</c> for every interface, IPv4 and IPv6, or <c>127.0.0.1:8080</c>; or a whole address over http.</summary>
    internal static ListenAddress? OfBinding(string text, out string problem) =>
        text.Contains("://", StringComparison.Ordinal) ? Of(text, ["http"], out problem)
        : text.StartsWith(':') && ushort.TryParse(text.AsSpan(1), out var port) ? With(new IPEndPoint(IPAddress.IPv6Any, port), out problem)
        : text.Contains(':', StringComparison.Ordinal) && Of("http://" + text, ["http"], out _) is { } bound ? With(bound.EndPoint, out problem)
        : Without("is not an address to listen on; write :8080, 127.0.0.1:8080 or http://127.0.0.1:8080, or 0 for none", out problem);

    private static ListenAddress With(IPEndPoint endPoint, out string problem)
    {
        problem = "";
        return new ListenAddress("http", endPoint);
    }

    private static ListenAddress? Without(string why, out string problem)
    {
        problem = why;
        return null;
    }
}
