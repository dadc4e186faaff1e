using System.Globalization;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Output;

/// <summary>One line for each application.</summary>
internal static class ApplicationTable
{
    public static string Render(IReadOnlyList<JsonObject> items, DateTimeOffset now, bool withNamespace, bool wide, Colours colours) =>
        TextTable.Render(Header(withNamespace, wide), [.. items.Select(item => Row(item, now, withNamespace, wide))], colours);

    public static string[] Header(bool withNamespace, bool wide) =>
        [.. withNamespace ? ["NAMESPACE"] : Array.Empty<string>(), "NAME", "STATE", "ATTEMPTS", "SUBMITTED", "FINISHED", "AGE",
            .. wide ? ["EXECUTORS", "DRIVER", "MESSAGE"] : Array.Empty<string>()];

    public static string[] Row(JsonObject item, DateTimeOffset now, bool withNamespace, bool wide)
    {
        var application = Read(item, out var problem);
        var (metadata, status) = (application.Metadata ?? new ObjectMeta(), application.Status ?? new SparkApplicationStatus());
        var state = problem is not null ? "unreadable" : status.ApplicationState?.State is { Length: > 0 } text ? text : "NEW";
        string[] columns =
        [
            metadata.Name ?? "", state, (status.ExecutionAttempts ?? 0).ToString(CultureInfo.InvariantCulture),
            Ages.Since(status.LastSubmissionAttemptTime, now), Ages.Since(status.TerminationTime, now), Ages.Since(metadata.CreationTimestamp, now),
        ];
        string[] more =
        [
            status.ExecutorState.OrEmpty().Values.Count(value => value == ExecutorStates.Running).ToString(CultureInfo.InvariantCulture),
            status.DriverInfo?.PodName ?? "", problem ?? status.Diagnosis?.Message ?? status.ErrorMessage ?? "",
        ];
        return [.. withNamespace ? [metadata.Namespace ?? ""] : Array.Empty<string>(), .. columns, .. wide ? more : []];
    }

    // One object that does not fit must not hide the others.
    private static SparkApplication Read(JsonObject item, out string? problem)
    {
        try
        {
            problem = null;
            return ContractsJson.Deserialize<SparkApplication>(item);
        }
        catch (ContractsJsonException exception)
        {
            problem = exception.Message;
            return new SparkApplication { Metadata = ContractsJson.Deserialize<ObjectMeta>(item["metadata"] ?? new JsonObject()) };
        }
    }
}
