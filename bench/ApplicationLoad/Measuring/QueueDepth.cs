using System.Globalization;

namespace ApplicationLoad.Measuring;

/// <summary>The controller's own word on how many applications wait.</summary>
internal sealed class QueueDepth : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new() { Timeout = Patience };

    /// <summary>Null when it does not answer.</summary>
    public async Task<double?> AskAsync(Uri telemetry, CancellationToken cancellationToken)
    {
        try
        {
            return From(await _http.GetStringAsync(new Uri(telemetry, "/metrics"), cancellationToken));
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The sum of all queues; null when the text tells of none.</summary>
    internal static double? From(string metrics)
    {
        var depths = metrics.Split('\n').Where(line => line.StartsWith("workqueue_depth{", StringComparison.Ordinal))
            .Select(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).ToList();
        return depths.Count == 0 ? null : depths.Sum();
    }

    public void Dispose() => _http.Dispose();
}
