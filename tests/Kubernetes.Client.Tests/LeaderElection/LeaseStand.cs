using System.Globalization;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Testing.Kubernetes;

namespace Kubernetes.Client.Tests.LeaderElection;

/// <summary>A server that keeps one lease, as strictly as the real one, with a view of it for each candidate that can be broken.</summary>
internal sealed class LeaseStand
{
    private long _version = 100;

    public Lease? Lease { get; set; }

    public View ForCandidate() => new(this);

    private ApiResponse Handle(ApiRequest request)
    {
        var sent = request.Body.IsEmpty ? null : ContractsJson.Deserialize<Lease>(request.Body.Span);
        switch (request.Method)
        {
            case "GET" when Lease is null:
                throw FakeKubernetesApi.Refusal(request, 404, "NotFound");
            case "POST" when Lease is not null:
                throw FakeKubernetesApi.Refusal(request, 409, "AlreadyExists");
            case "PUT" when sent!.Metadata!.ResourceVersion != Lease?.Metadata?.ResourceVersion:
                throw FakeKubernetesApi.Refusal(request, 409, "Conflict");
            case "POST" or "PUT":
                Lease = sent! with { Metadata = sent.Metadata! with { ResourceVersion = (++_version).ToString(CultureInfo.InvariantCulture) } };
                break;
        }

        return new ApiResponse(200, ContractsJson.Serialize(Lease!));
    }

    internal sealed class View(LeaseStand stand) : IKubernetesApi
    {
        public List<ApiRequest> Requests { get; } = [];

        /// <summary>Unreachable for this candidate.</summary>
        public bool Cut { get; set; }

        /// <summary>Writes are stored, and the answer gets lost.</summary>
        public bool LosesAnswers { get; set; }

        public bool Forbids { get; set; }

        public Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Requests.Add(request);
            if (Cut)
                throw new ApiTransportException(request, TransportFault.Unreachable, "cut");
            if (Forbids)
                throw FakeKubernetesApi.Refusal(request, 403, "Forbidden");
            var answer = stand.Handle(request);
            return LosesAnswers && request.Method != "GET" ? throw new ApiTransportException(request, TransportFault.Broken, "lost") : Task.FromResult(answer);
        }

        public Task<Stream> OpenAsync(ApiRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException("a lease is not streamed");

        public IAsyncEnumerable<ReadOnlyMemory<byte>> WatchLinesAsync(ApiRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a lease is not watched");
    }
}
