using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cli.Cluster;
using Cli.Output;
using Kubernetes.Client.Requests;

namespace Cli.Doctor;

/// <summary>Is the API server there, and of a version that we are made for?</summary>
internal static partial class ServerCheck
{
    private const int OldestMinor = 30;
    private static readonly TimeSpan ClockTolerated = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<CheckReport>> RunAsync(ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var response = await cluster.Api.SendAsync(ApiRequests.Path("/version"), cancellationToken);
        var version = JsonNode.Parse(response.Body.Span);
        var text = version?["gitVersion"]?.GetValue<string>() ?? "of unknown version";
        var server = Minor().Match(text) is { Success: true } match && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) < OldestMinor
            ? CheckReport.Warning("API server", $"{cluster.Server} is {text}", $"upgrade to 1.{OldestMinor} or newer; older versions are not tested")
            : CheckReport.Ok("API server", $"{cluster.Server} is {text}");
        return Clock(response.ServerTime - now) is { } clock ? [server, clock] : [server];
    }

    // Tokens, certificates and ages are judged by clocks.
    private static CheckReport? Clock(TimeSpan? ahead) => ahead is { } span && span.Duration() > ClockTolerated
        ? CheckReport.Warning("clock", $"the API server's clock is {Ages.Short(span.Duration())} {(span > TimeSpan.Zero ? "ahead of" : "behind")} that of this machine", "set both by NTP: tokens and certificates are judged by them")
        : null;

    [GeneratedRegex(@"^v1\.(\d+)")]
    private static partial Regex Minor();
}
