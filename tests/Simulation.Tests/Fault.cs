using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;

namespace Simulation.Tests;

/// <summary>What goes wrong with one call.</summary>
public enum FaultKind
{
    CrashBefore,
    CrashAfter,
    RefusedConnection,
    LostAnswer,
    ServerErrorBefore,
    ServerErrorAfter,
    TooManyRequests,
    Conflict,
}

/// <summary>The process is gone; only what the API server knows is left.</summary>
public sealed class SimulatedCrashException : Exception
{
    public SimulatedCrashException()
        : base("The controller was killed.")
    {
    }
}

/// <summary>One fault of a plan.</summary>
/// <param name="Call">Number of the call that it hits, from 1.</param>
public sealed record Fault(int Call, FaultKind Kind)
{
    public void Before(ApiRequest request, int call)
    {
        if (call == Call && (Kind is FaultKind.CrashBefore or FaultKind.RefusedConnection or FaultKind.ServerErrorBefore or FaultKind.TooManyRequests or FaultKind.Conflict))
            throw Answer(request);
    }

    public void After(ApiRequest request, int call)
    {
        if (call == Call && (Kind is FaultKind.CrashAfter or FaultKind.LostAnswer or FaultKind.ServerErrorAfter))
            throw Answer(request);
    }

    private Exception Answer(ApiRequest request) => Kind switch
    {
        FaultKind.CrashBefore or FaultKind.CrashAfter => new SimulatedCrashException(),
        FaultKind.RefusedConnection => new ApiTransportException(request, TransportFault.Unreachable, "connection refused"),
        FaultKind.LostAnswer => new ApiTransportException(request, TransportFault.Broken, "the connection broke before the answer"),
        FaultKind.TooManyRequests => FakeKubernetesApi.Refusal(request, 429, "TooManyRequests", "try again", TimeSpan.FromSeconds(1)),
        FaultKind.Conflict => FakeKubernetesApi.Refusal(request, 409, "Conflict", "the object has been modified"),
        _ => FakeKubernetesApi.Refusal(request, 500, "InternalError", "something broke"),
    };
}
