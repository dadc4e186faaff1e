using System.Globalization;
using LocalCluster.Api;
using LocalCluster.Errors;

namespace LocalCluster.Serving;

/// <summary>How long a request may take: <c>?timeout=</c>, at most the server's own limit. Watches, logs and streams have none.</summary>
internal static class RequestTimeouts
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, double> Seconds = new()
    {
        ["ns"] = 1e-9,
        ["us"] = 1e-6,
        ["µs"] = 1e-6,
        ["ms"] = 1e-3,
        ["s"] = 1,
        ["m"] = 60,
        ["h"] = 3600,
    };

    /// <summary>Null: it may last.</summary>
    public static TimeSpan? Of(string method, RequestTarget? target, QueryParameters query)
    {
        if (target is { Subresource: "log" or "exec" or "attach" or "portforward" or "proxy" } || target?.Verb(method, query) is "watch")
            return null;
        if (query.Get("timeout") is not { Length: > 0 } text)
            return Limit;
        var asked = Duration(text) ?? throw Refusals.BadRequest($"invalid timeout specified in the request URL - time: invalid duration \"{text}\"");
        return asked <= TimeSpan.Zero || asked > Limit ? Limit : asked;
    }

    public static Refusal Expired() => new(504, Refusals.Status(504, "Timeout", Message, []),
        $"{{\"metadata\":{{}},\"status\":\"Failure\",\"message\":\"{Message}\",\"reason\":\"Timeout\",\"details\":{{}},\"code\":504}}\n");

    private const string Message = "Timeout: request did not complete within the allotted timeout";

    // 1h30m, 1.5s, 300ms; only nought needs no unit.
    private static TimeSpan? Duration(string text)
    {
        var (rest, sum) = (text.TrimStart('+', '-'), 0.0);
        if (rest is "0")
            return TimeSpan.Zero;
        if (rest.Length == 0 || text.Length - rest.Length > 1)
            return null;
        while (rest.Length > 0)
        {
            var number = new string([.. rest.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
            var unit = new string([.. rest[number.Length..].TakeWhile(c => !char.IsAsciiDigit(c) && c != '.')]);
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || !Seconds.TryGetValue(unit, out var factor))
                return null;
            sum += value * factor;
            rest = rest[(number.Length + unit.Length)..];
        }

        return TimeSpan.FromSeconds(Math.Min(sum, Limit.TotalSeconds * 2) * (text[0] == '-' ? -1 : 1));
    }
}
