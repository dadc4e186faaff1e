using System.Collections.Immutable;
using Shared.Admission.Validation;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Reviews;

/// <summary>May a schedule, valid in itself, be stored?</summary>
/// <param name="schedule">With the namespace that it will have.</param>
public delegate ValidationOutcome ScheduleJudge(ScheduledSparkApplication schedule);

/// <summary>May a Connect server, valid in itself, be stored here and now? Asked when it is created or its specification changes.</summary>
/// <param name="connect">With its defaults, and with the namespace that it will have.</param>
/// <param name="dryRun">Nothing will be stored: the client wants to hear all that can be said.</param>
public delegate ValidationOutcome ConnectJudge(SparkConnect connect, bool dryRun);

/// <summary>What an administrator has Connect servers get beyond their defaults.</summary>
/// <param name="connect">With its defaults.</param>
/// <param name="namespace">That it will have.</param>
public delegate SparkConnect ConnectDefaults(SparkConnect connect, string @namespace);

/// <summary>What an administrator has applications get beyond their defaults.</summary>
/// <param name="application">With its defaults.</param>
/// <param name="namespace">That it will have.</param>
public delegate SparkApplication ApplicationDefaults(SparkApplication application, string @namespace);

/// <summary>Who has a say beside the rules that hold everywhere. All of them are asked, so that an author hears everything at once.</summary>
public sealed record ReviewJudges
{
    public static readonly ReviewJudges None = new();

    /// <summary>Quotas and policies, for applications that are valid in themselves.</summary>
    public ImmutableArray<ApplicationJudge> OfApplications { get; init; } = [];

    /// <summary>For the applications that a schedule will create, already when the schedule is stored.</summary>
    public ImmutableArray<ApplicationJudge> OfTemplates { get; init; } = [];

    public ImmutableArray<ScheduleJudge> OfSchedules { get; init; } = [];

    public ImmutableArray<ConnectJudge> OfConnects { get; init; } = [];

    public ApplicationDefaults Defaults { get; init; } = (application, _) => application;

    public ConnectDefaults DefaultsOfConnects { get; init; } = (connect, _) => connect;
}
