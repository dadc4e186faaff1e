using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Kubernetes.Client.Forwarding;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;

namespace Kubernetes.Client.Connection;

/// <summary>The wire. One instance serves a whole process.</summary>
public sealed class KubernetesHttpClient : IKubernetesApi, IKubernetesSockets, IDisposable
{
    private readonly ClusterConnection _cluster;
    private readonly KubernetesClientOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConnectionPools _pools;
    private readonly RateLimit _limit;
    private readonly Random _random;
    private readonly RequestMetrics? _metrics;

    /// <param name="cluster">Where to, and as whom.</param>
    /// <param name="options">Limits.</param>
    /// <param name="clock">Of all waits.</param>
    /// <param name="metrics">Default: nobody counts.</param>
    public KubernetesHttpClient(ClusterConnection cluster, KubernetesClientOptions options, TimeProvider clock, RequestMetrics? metrics = null)
    {
        (_cluster, _options, _clock, _metrics) = (cluster, options, clock, metrics);
        _pools = new ConnectionPools(cluster, options);
        _limit = new RateLimit(options.RequestsPerSecond, options.Burst, clock);
        _random = new Random(options.Seed);
    }

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        for (var repeats = 0; ; repeats++)
        {
            try
            {
                return await SendOnceAsync(request, cancellationToken);
            }
            catch (ApiException error) when (RepeatRules.WaitAfter(error, request.IsRead, repeats, _options, Chance()) is { } wait)
            {
                await Task.Delay(wait, _clock, cancellationToken);
            }
        }
    }

    public async Task<Stream> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var response = await StartAsync(request, cancellationToken);
        return new AnswerStream(request, response, await response.Content.ReadAsStreamAsync(cancellationToken), error => Fault(request, error));
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> WatchLinesAsync(ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(request, cancellationToken);
        await foreach (var line in LineReader.ReadAsync(request, stream, _options.MaxLineBytes, cancellationToken))
            yield return line;
    }

    public async Task<WebSocket> ConnectAsync(ApiRequest request, string protocol, CancellationToken cancellationToken)
    {
        var limit = request.Timeout ?? _options.Timeout;
        using var timeout = new CancellationTokenSource(limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var credential = await _cluster.Credentials.GetAsync(either.Token);
        _pools.Show(credential.Certificate);
        var socket = HttpRequests.Socket(_cluster, credential, _options, protocol);
        try
        {
            await socket.ConnectAsync(HttpRequests.SocketAddress(request, _cluster), _pools[request.Lane], either.Token);
            return socket;
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException || TransportFaults.IsTransport(error, cancellationToken))
        {
            using (socket)
            {
                if (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                    throw TransportFaults.Timeout(request, _cluster, limit);
                if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
                    throw;

                throw (int)socket.HttpStatusCode is >= 400 and var code ? await RefusalAsync(request, code, cancellationToken) : Fault(request, error.InnerException ?? error);
            }
        }
    }

    public void Dispose() => _pools.Dispose();

    // The body of a refused opening cannot be read. The same request without one is refused for the same reason, and tells it.
    private async Task<ApiStatusException> RefusalAsync(ApiRequest request, int code, CancellationToken cancellationToken)
    {
        try
        {
            _ = await SendOnceAsync(request, cancellationToken);
        }
        catch (ApiStatusException refusal) when (refusal.Code == code)
        {
            return refusal;
        }
        catch (ApiException)
        {
            // Then there are no words, but the code.
        }

        return new ApiStatusException(request, code, new Status { Code = code, Message = $"the server answered {code} to {request}" });
    }

    private async Task<ApiResponse> SendOnceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var limit = request.Timeout ?? _options.Timeout;
        using var timeout = new CancellationTokenSource(limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await ExchangeAsync(request, either.Token);
            return HttpAnswers.Success(request, response, await HttpAnswers.ReadAsync(request, response, _options.MaxAnswerBytes, either.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TransportFaults.Timeout(request, _cluster, limit);
        }
        catch (Exception error) when (TransportFaults.IsTransport(error, cancellationToken))
        {
            throw Fault(request, error);
        }
    }

    // The time limit ends with the headers: what follows may take hours.
    private async Task<HttpResponseMessage> StartAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var limit = request.Timeout ?? _options.Timeout;
        using var timeout = new CancellationTokenSource(limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await ExchangeAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TransportFaults.Timeout(request, _cluster, limit);
        }
        catch (Exception error) when (TransportFaults.IsTransport(error, cancellationToken))
        {
            throw Fault(request, error);
        }
    }

    /// <summary>One exchange up to the headers, or two when the first shows that our credential is out of date.</summary>
    private async Task<HttpResponseMessage> ExchangeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        for (var fresh = false; ; fresh = true)
        {
            var asked = _clock.GetTimestamp();
            if (request.Lane is not ApiLane.Lease)
                await _limit.WaitAsync(cancellationToken);
            _metrics?.Waited(request.Method, _clock.GetElapsedTime(asked));

            var credential = await _cluster.Credentials.GetAsync(cancellationToken);
            _pools.Show(credential.Certificate);
            using var message = HttpRequests.From(request, _cluster, credential, _options);
            var response = await MeasuredAsync(request, message, cancellationToken);
            if ((int)response.StatusCode is >= 200 and < 300)
                return response;

            using (response)
            {
                var refusal = await HttpAnswers.RefusalAsync(request, response, cancellationToken);
                if (refusal.Code != 401 || fresh)
                    throw refusal;
                _cluster.Credentials.Forget();
            }
        }
    }

    private async Task<HttpResponseMessage> MeasuredAsync(ApiRequest request, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var sent = _clock.GetTimestamp();
        int? code = null;
        try
        {
            var response = await _pools[request.Lane].SendAsync(message, cancellationToken);
            code = (int)response.StatusCode;
            return response;
        }
        finally
        {
            _metrics?.Answered(request.Method, code, _clock.GetElapsedTime(sent));
        }
    }

    private ApiTransportException Fault(ApiRequest request, Exception error) => TransportFaults.From(request, _cluster, error, _pools.LastObjection);

    private double Chance()
    {
        lock (_random)
            return _random.NextDouble();
    }
}
