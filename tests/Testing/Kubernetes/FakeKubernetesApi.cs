using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;

namespace Testing.Kubernetes;

/// <summary>
/// An API that does what a test tells it: it records every request and answers by the last rule that matches. Without a rule it answers 404.
/// It stores nothing; a test that needs a store uses LocalCluster.
/// </summary>
public sealed class FakeKubernetesApi : IKubernetesApi
{
    private readonly ConcurrentStack<(Func<ApiRequest, bool> Matches, Func<ApiRequest, CancellationToken, Task<ApiResponse>> Answer)> _rules = new();
    private readonly ConcurrentQueue<ApiRequest> _requests = new();
    private readonly Channel<FakeWatch> _watches = Channel.CreateUnbounded<FakeWatch>();

    /// <summary>All requests so far, watches included, in the order in which they came.</summary>
    public IReadOnlyList<ApiRequest> Requests => [.. _requests];

    /// <summary>The requests as text: <c>GET /api/v1/...</c>.</summary>
    public IReadOnlyList<string> Texts => [.. _requests.Select(request => request.ToString())];

    public FakeKubernetesApi When(Func<ApiRequest, bool> matches, Func<ApiRequest, CancellationToken, Task<ApiResponse>> answer)
    {
        _rules.Push((matches, answer));
        return this;
    }

    public FakeKubernetesApi When(Func<ApiRequest, bool> matches, Func<ApiRequest, ApiResponse> answer) =>
        When(matches, (request, _) => Task.FromResult(answer(request)));

    /// <summary>Answers one method and path; a query is ignored.</summary>
    public FakeKubernetesApi When(string method, string path, string json) =>
        When(request => request.Method == method && request.Path == path, _ => Ok(json));

    public FakeKubernetesApi WhenRefused(string method, string path, int code, string reason, string message = "refused", TimeSpan? retryAfter = null) =>
        When(request => request.Method == method && request.Path == path, request => throw Refusal(request, code, reason, message, retryAfter));

    /// <summary>The next watch that somebody opens, or the oldest not yet taken.</summary>
    public async Task<FakeWatch> NextWatchAsync() =>
        await _watches.Reader.ReadAsync(new CancellationTokenSource(Time.Eventually.Deadline, TimeProvider.System).Token);

    public static ApiResponse Ok(string json, int status = 200) => new(status, Encoding.UTF8.GetBytes(json));

    public static ApiStatusException Refusal(ApiRequest request, int code, string reason, string message = "refused", TimeSpan? retryAfter = null) =>
        new(request, code, new Status { Code = code, Reason = reason, Message = message }, retryAfter);

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _requests.Enqueue(request);
        foreach (var (matches, answer) in _rules)
        {
            if (matches(request))
                return await answer(request, cancellationToken);
        }

        throw Refusal(request, 404, "NotFound", $"no rule of this test answers {request}");
    }

    public async Task<Stream> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        new MemoryStream((await SendAsync(request, cancellationToken)).Body.ToArray());

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> WatchLinesAsync(ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _requests.Enqueue(request);
        var watch = new FakeWatch(request);
        await _watches.Writer.WriteAsync(watch, cancellationToken);
        await foreach (var line in watch.Lines.Reader.ReadAllAsync(cancellationToken))
            yield return line;
    }
}
