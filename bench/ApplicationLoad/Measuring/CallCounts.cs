using System.Collections.Immutable;
using Kubernetes.Client;
using Testing.Operator;

namespace ApplicationLoad.Measuring;

/// <summary>
/// Calls that reached LocalCluster's API server, by verb and resource. Its fault rules count the requests that fit them, and a rule with the chance 0 does nothing
/// else. What its own nodes and drivers do inside the process is not counted.
/// </summary>
internal static class CallCounts
{
    private static readonly (string Verb, string Resource)[] Counted =
    [
        ("create", "sparkapplications"), ("create", "configmaps"), ("create", "services"), ("create", "networkpolicies"), ("create", "pods"), ("patch", "sparkapplications/status"),
        ("create", "events"), ("patch", "events"), ("get", "sparkapplications"), ("get", "pods"), ("list", "pods"), ("get", "configmaps"), ("get", "services"),
        ("delete", "configmaps"), ("delete", "services"), ("delete", "pods"), ("delete", "sparkapplications"), ("*", "leases"), ("watch", "*"), ("*", "*"),
    ];

    /// <summary>Begins to count.</summary>
    public static Task BeginAsync(IKubernetesApi api) =>
        ClusterFaults.AddAsync(api, Counted.Select(one => $$"""{"verb":"{{one.Verb}}","resource":"{{one.Resource}}","chance":0,"fault":"latency","arg":"0ms"}"""));

    /// <summary>Since the beginning.</summary>
    public static async Task<ImmutableArray<CallCount>> ReadAsync(IKubernetesApi api) =>
    [
        .. (await ClusterFaults.ListAsync(api)).Where(rule => rule["chance"]?.GetValue<double>() == 0)
            .Select(rule => new CallCount((string)rule["verb"]!, (string)rule["resource"]!, (int)rule["seen"]!)),
    ];
}

/// <summary>How often one verb was asked for one resource; <c>*</c> stands for all.</summary>
internal sealed record CallCount(string Verb, string Resource, int Count)
{
    /// <summary>What a run cannot do without; the rest is reading, telling and tidying up.</summary>
    public bool IsCritical => (Verb, Resource) is ("create", "configmaps" or "services" or "networkpolicies" or "pods") or ("patch", "sparkapplications/status");
}
