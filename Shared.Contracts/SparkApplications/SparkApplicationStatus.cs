using System.Text.Json.Serialization;
using Shared.Contracts.Core;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>What the controller knows of an application. Whoever writes it sets <see cref="DriverInfo"/>: the schema requires it.</summary>
public sealed record SparkApplicationStatus : OpenRecord
{
    /// <summary>Spark's own id of the run, from the label <c>spark-app-selector</c>.</summary>
    public string? SparkApplicationId { get; init; }

    /// <summary>Id of the current submission; all that belongs to it carries it as a label.</summary>
    [JsonPropertyName("submissionID")] public string? SubmissionId { get; init; }

    /// <summary>Begin of the last submission. Absent and null mean the same.</summary>
    [Schema(Nullable = true)] public DateTimeOffset? LastSubmissionAttemptTime { get; init; }

    /// <summary>End of the run. Absent and null mean the same.</summary>
    [Schema(Nullable = true)] public DateTimeOffset? TerminationTime { get; init; }

    /// <summary>Never absent in a status that is written.</summary>
    [Schema(Required = true)] public DriverInfo? DriverInfo { get; init; }

    /// <summary>As written; rules read <see cref="State"/>.</summary>
    public ApplicationStateInfo? ApplicationState { get; init; }

    /// <summary>Name of each executor to one of <see cref="ExecutorStates"/>.</summary>
    public IReadOnlyDictionary<string, string>? ExecutorState { get; init; }

    /// <summary>Executors of <see cref="ExecutorState"/> that run. Not part of the original API; for the table that kubectl prints.</summary>
    public int? RunningExecutors { get; init; }

    /// <summary>Runs whose submission succeeded.</summary>
    public int? ExecutionAttempts { get; init; }

    /// <summary>Submissions.</summary>
    public int? SubmissionAttempts { get; init; }

    /// <summary>The generation of the specification that this status speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>The specification that was last submitted: version of the hash, generation and hash, joined by slashes.</summary>
    public string? SpecRevision { get; init; }

    /// <summary>Keyed by type.</summary>
    [Schema(Key = "type")] public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Why the application failed or waits. Absent while there is nothing to explain.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>The state as a rule reads it. Writing it keeps the error message.</summary>
    [JsonIgnore]
    public ApplicationState State
    {
        get => ApplicationStates.Parse(ApplicationState?.State);
        init => ApplicationState = (ApplicationState ?? new ApplicationStateInfo()) with { State = value.ToText() };
    }

    /// <summary>Text of the last failure. Writing it keeps the state.</summary>
    [JsonIgnore]
    public string? ErrorMessage
    {
        get => ApplicationState?.ErrorMessage;
        init => ApplicationState = (ApplicationState ?? new ApplicationStateInfo { State = "" }) with { ErrorMessage = value };
    }
}

/// <summary>State and last failure of an application, as written.</summary>
public sealed record ApplicationStateInfo : OpenRecord
{
    /// <summary>A text of <see cref="ApplicationStates"/>; any other survives reading and writing.</summary>
    [Schema(Required = true)] public string? State { get; init; }

    public string? ErrorMessage { get; init; }
}

/// <summary>What is known of the driver.</summary>
public sealed record DriverInfo : OpenRecord
{
    public string? PodName { get; init; }

    /// <summary>Name of the UI's Service.</summary>
    public string? WebUIServiceName { get; init; }

    /// <summary><c>{cluster IP}:{port}</c> of the UI's Service.</summary>
    public string? WebUIAddress { get; init; }

    public int? WebUIPort { get; init; }
    public string? WebUIIngressName { get; init; }

    /// <summary>Address of the UI's Ingress.</summary>
    public string? WebUIIngressAddress { get; init; }
}

/// <summary>Values of <see cref="SparkApplicationStatus.ExecutorState"/>; the driver's pod has the same.</summary>
public static class ExecutorStates
{
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Unknown = "UNKNOWN";
}
