using System.Collections.Immutable;
using Controller.Pods;
using Controller.SparkApplications.Rules;
using Shared.Contracts.Names;

namespace Controller.SparkApplications;

/// <summary>All that a decision may know of the cluster.</summary>
public sealed record ObservedWorld
{
    public required ApplicationIdentity Application { get; init; }

    /// <summary>Name that the driver's pod has, or will get.</summary>
    public required string DriverName { get; init; }

    /// <summary>The id of the attempt after the recorded one.</summary>
    public required string NextSubmissionId { get; init; }

    /// <summary>Every pod that carries the application's name, and the one that holds the driver's name, whoever made them.</summary>
    public ImmutableArray<PodRecord> Pods { get; init; } = [];

    /// <summary>
    /// True when pods, and after them the application, were read from the API server for this decision. Pods first: a driver that is
    /// seen then belongs to the recorded attempt or to the one after it.
    /// </summary>
    public bool IsLive { get; init; }

    /// <summary>Of the application, beyond the original API.</summary>
    public Wishes Wishes { get; init; } = Wishes.None;

    /// <summary>Why the specification cannot be read; absent when it can.</summary>
    public string? SpecProblem { get; init; }

    /// <summary>Drivers of this very application, under any name, terminating and finished ones included.</summary>
    public IEnumerable<PodRecord> Drivers => Pods.Where(pod => pod.Role == SparkRoles.Driver && IsOurs(pod));

    public IEnumerable<PodRecord> Executors => Pods.Where(pod => pod.Role == SparkRoles.Executor && IsOurs(pod));

    /// <summary>The pod that holds the driver's name and is not ours.</summary>
    public PodRecord? Stranger => Pods.FirstOrDefault(pod => pod.Name == DriverName && !IsOurs(pod));

    /// <summary>Drivers of a deleted application of the same name.</summary>
    public IEnumerable<PodRecord> PredecessorDrivers => Pods.Where(pod => pod.Role == SparkRoles.Driver && IsPredecessors(pod));

    public PodRecord? DriverOf(string? submissionId) =>
        submissionId is null ? null : Drivers.FirstOrDefault(pod => pod.SubmissionId == submissionId);

    public bool IsPredecessors(PodRecord pod) =>
        pod.Application is { } owner && owner.Name == Application.Name && owner.Uid != Application.Uid;

    // A driver that another operator started without owner reference counts as ours by the labels that it put there.
    private bool IsOurs(PodRecord pod) => pod.Application is { } owner
        ? owner.Uid == Application.Uid
        : pod.Owner is null or { Kind: "Pod" } && pod.AppName == Application.Name && pod.SubmissionId is { } id && id == Application.SubmissionId;
}

/// <summary>Who the application is, and the parts of its metadata that rules read.</summary>
/// <param name="SubmissionId">The recorded attempt.</param>
public sealed record ApplicationIdentity(
    string Namespace, string Name, string Uid, string ResourceVersion, long Generation, DateTimeOffset CreatedAt,
    bool IsBeingDeleted = false, string? SubmissionId = null);
