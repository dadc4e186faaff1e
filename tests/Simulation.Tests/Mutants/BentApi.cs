using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Simulation.Tests.Mutants;

/// <summary>An API server whose requests or answers are bent on the way.</summary>
internal sealed class BentApi(IKubernetesApi inner) : IKubernetesApi
{
    /// <summary>Changes the body of a request; called for those that have one.</summary>
    public Action<ApiRequest, JsonObject> Request { get; init; } = (_, _) => { };

    /// <summary>Answers in the server's place; null passes the request on.</summary>
    public Func<ApiRequest, ApiResponse?> Instead { get; init; } = _ => null;

    /// <summary>Changes the body of an answer.</summary>
    public Action<ApiRequest, JsonObject> Answer { get; init; } = (_, _) => { };

    /// <summary>Turns a refusal into another outcome; null lets it be thrown.</summary>
    public Func<ApiRequest, ApiException, ApiResponse?> Refused { get; init; } = (_, _) => null;

    /// <summary>Another refusal in place of one.</summary>
    public Func<ApiRequest, ApiException, Exception> InOtherWords { get; init; } = (_, refusal) => refusal;

    /// <summary>Told when a request has been answered well.</summary>
    public Func<ApiRequest, IKubernetesApi, Task> Done { get; init; } = (_, _) => Task.CompletedTask;

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (Instead(request) is { } answered)
            return answered;

        var bent = request.Body.IsEmpty ? request : request with { Body = Changed(request.Body, body => Request(request, body)) };
        try
        {
            var response = await inner.SendAsync(bent, cancellationToken);
            await Done(request, inner);
            return response with { Body = Changed(response.Body, body => Answer(request, body)) };
        }
        catch (ApiException refusal)
        {
            return Refused(request, refusal) ?? throw InOtherWords(request, refusal);
        }
    }

    public Task<Stream> OpenAsync(ApiRequest request, CancellationToken cancellationToken) => inner.OpenAsync(request, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> WatchLinesAsync(ApiRequest request, CancellationToken cancellationToken) => inner.WatchLinesAsync(request, cancellationToken);

    private static ReadOnlyMemory<byte> Changed(ReadOnlyMemory<byte> json, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(json.Span)!.AsObject();
        change(body);
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }
}
