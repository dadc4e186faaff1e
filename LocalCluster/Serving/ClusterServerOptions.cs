using LocalCluster.Api;
using LocalCluster.Faults;

namespace LocalCluster.Serving;

/// <summary>How to start an API server.</summary>
public sealed record ClusterServerOptions
{
    /// <summary>Where to listen. <c>https</c>; port 0 takes any free one. Default: loopback, any port.</summary>
    public Uri Listen { get; init; } = new("https://127.0.0.1:0");

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Seed of everything that is made up: uids, name suffixes, the random ends of watches. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Changes kept for each resource, so that watches can begin in the past. Default: 20,000.</summary>
    public int HistoryLimit { get; init; } = 20_000;

    /// <summary>Source of container output. Default: no container ever starts.</summary>
    public IPodLogs PodLogs { get; init; } = new NoPodLogs();

    /// <summary>What goes wrong on the wire. Default: nothing, until <c>/_local/faults</c> is told so.</summary>
    internal FaultPlan Faults { get; init; } = new();
}
