using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Simulation.Tests.Whole;

/// <summary>The API server as one controller reaches it: with watches, and with what goes wrong on the way.</summary>
/// <param name="world">What all controllers share.</param>
/// <param name="fault">Of this controller's watches; null when they are well.</param>
internal sealed class WatchingApi(WholeWorld world, WatchFault? fault) : IKubernetesApi
{
    private const int ChangesOfStaleList = 6;
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenBookmarks = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _never = new();
    private readonly List<TaskCompletionSource> _readers = [];
    private TaskCompletionSource? _frozen;
    private int _events;
    private int _stale;
    private bool _isCrashed;

    /// <summary>The call in hand waits, and so does everything else of its process.</summary>
    public bool IsFrozen => _frozen is not null;

    /// <summary>The process is gone.</summary>
    public bool IsCrashed => _isCrashed;

    /// <summary>The lease alone cannot be reached.</summary>
    public bool RefusesLease { get; set; }

    /// <summary>Something has changed, or time has passed.</summary>
    public void Wake()
    {
        foreach (var reader in _readers.ToList())
            _ = reader.TrySetResult();
    }

    public void Thaw()
    {
        var frozen = _frozen;
        _frozen = null;
        frozen?.SetResult();
    }

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_isCrashed)
            await _never.Task;
        if (request.Lane == ApiLane.Lease)
            return RefusesLease ? throw new ApiTransportException(request, TransportFault.Unreachable, "connection refused") : await world.Cluster.Api.SendAsync(request, cancellationToken);
        if (request.Method == "GET" && request.Query.Any(parameter => parameter.Key == "limit"))
            return List(request);

        try
        {
            var call = world.Begin(request);
            if (world.Plan.Freeze is { } freeze && freeze.Call == call)
                await (_frozen = new TaskCompletionSource()).Task;
            world.Before(request, call);
            var response = await world.Cluster.Api.SendAsync(request, cancellationToken);
            world.After(request, call);
            return response;
        }
        catch (SimulatedCrashException)
        {
            _isCrashed = true;
            await _never.Task;
            throw;
        }
    }

    public Task<Stream> OpenAsync(ApiRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("This cluster has no logs.");

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> WatchLinesAsync(ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var selects = Selector(request);
        var next = world.History.After(long.Parse(request.Query.First(parameter => parameter.Key == "resourceVersion").Value, CultureInfo.InvariantCulture));
        var (quietSince, isSilent, isLate) = (world.Now, false, false);
        var end = world.Now + TimeSpan.FromSeconds(int.Parse(request.Query.First(parameter => parameter.Key == "timeoutSeconds").Value, CultureInfo.InvariantCulture));
        while (world.Now < end)
        {
            while (!isSilent && next < world.History.Count)
            {
                var change = world.History[next];
                if (!change.IsIn(request.Path) || !selects((change.After ?? change.Before)!))
                {
                    next++;
                    continue;
                }

                var kind = ++_events == fault?.Event ? fault.Kind : (WatchFaultKind?)null;
                world.Trace.Add($"event {_events} {change.Path} {change.Version} {kind}");
                switch (kind)
                {
                    case WatchFaultKind.Cut:
                        throw new ApiTransportException(request, TransportFault.Broken, "the connection broke");
                    case WatchFaultKind.Ended:
                        yield break;
                    case WatchFaultKind.Gone or WatchFaultKind.GoneAndStaleList:
                        _stale = kind is WatchFaultKind.Gone ? 0 : ChangesOfStaleList;
                        yield return Line("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","code":410,"reason":"Expired","message":"too old resource version"}}""");
                        yield break;
                    case WatchFaultKind.Garbage:
                        yield return Line("""{"type":"MODIFIED","object":{"metadata":""");
                        yield break;
                    case WatchFaultKind.Missed:
                        next++;
                        continue;
                    case WatchFaultKind.Doubled:
                        yield return change.ToLine();
                        break;
                    case WatchFaultKind.Silent:
                        isSilent = true;
                        continue;
                    case WatchFaultKind.Late:
                        isLate = true;
                        break;
                }

                for (var until = world.Now + Lateness; isLate && world.Now < until;)
                    await MoreAsync(cancellationToken);
                yield return change.ToLine();
                (next, quietSince) = (next + 1, world.Now);
            }

            await MoreAsync(cancellationToken);
            if (isSilent || world.Now - quietSince < BetweenBookmarks || (fault?.Kind is WatchFaultKind.NoBookmarks && _events >= fault.Event))
                continue;
            quietSince = world.Now;
            yield return Line($$"""{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"{{world.Cluster.Api.Version}}"} } }""");
        }
    }

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text);

    private static Func<JsonObject, bool> Selector(ApiRequest request) =>
        request.Query.FirstOrDefault(parameter => parameter.Key == "labelSelector").Value?.Split('=') is [var key, var value] ? item => SimulatedCluster.Label(item, key) == value : _ => true;

    private ApiResponse List(ApiRequest request)
    {
        var list = world.History.ListOf(request.Path, Selector(request), _stale);
        _stale = 0;
        return new ApiResponse(200, JsonSerializer.SerializeToUtf8Bytes(list));
    }

    private async Task MoreAsync(CancellationToken cancellationToken)
    {
        var reader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _readers.Add(reader);
        try
        {
            await using var cancelled = cancellationToken.UnsafeRegister((source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), reader);
            await reader.Task;
        }
        finally
        {
            _ = _readers.Remove(reader);
        }
    }
}
