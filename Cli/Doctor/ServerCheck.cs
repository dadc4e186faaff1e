using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cli.Cluster;
using Kubernetes.Client.Requests;

namespace Cli.Doctor;

/// <summary>Is the API server there, and of a version that we are made for?</summary>
internal static partial class ServerCheck
{
    private const int OldestMinor = 30;

    public static async Task<IReadOnlyList<CheckReport>> RunAsync(ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var version = JsonNode.Parse((await cluster.Api.SendAsync(ApiRequests.Path("/version"), cancellationToken)).Body.Span);
        var text = version?["gitVersion"]?.GetValue<string>() ?? "of unknown version";
        return Minor().Match(text) is { Success: true } match && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) < OldestMinor
            ? [CheckReport.Warning("API server", $"{cluster.Server} is {text}", $"upgrade to 1.{OldestMinor} or newer; older versions are not tested")]
            : [CheckReport.Ok("API server", $"{cluster.Server} is {text}")];
    }

    [GeneratedRegex(@"^v1\.(\d+)")]
    private static partial Regex Minor();
}
