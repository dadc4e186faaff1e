using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Controller.Objects;
using Controller.SparkApplications.Status;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.Recording;

/// <summary>The difference between the status that the server keeps and the one that was decided.</summary>
internal sealed record StatusChange(JsonObject Wanted, JsonObject Patch)
{
    // What changes often and wakes nobody: it may wait a second for more of its kind.
    private static readonly HashSet<string> Patient = ["executorState", "runningExecutors", "sparkApplicationId", "diagnosis"];

    /// <summary>Null when there is nothing to write.</summary>
    public static StatusChange? Between(ObjectRecord record, SparkApplicationStatus decided, LastWrites writes) =>
        Between(record, (JsonObject)ContractsJson.ToNode(decided with { RunningExecutors = CountRunning(decided) }), writes);

    /// <summary>Null when there is nothing to write.</summary>
    public static StatusChange? Between(ObjectRecord record, JsonObject wanted, LastWrites writes)
    {
        var now = record.StatusDocument();
        return MergePatch.Between(now, wanted) is { } patch && !writes.HaveSaid(record, now, wanted) ? new StatusChange(wanted, patch) : null;
    }

    // A table of kubectl cannot count the entries of a map. At the end the map tells how executors were last seen; none of them runs.
    private static int? CountRunning(SparkApplicationStatus status) =>
        status.ExecutorState?.Values.Count(state => state == ExecutorStates.Running && !status.State.IsTerminal());

    public bool MayWait => Patch.All(member => Patient.Contains(member.Key));

    /// <summary>The body of the request: it is refused with a conflict when anybody wrote since.</summary>
    public byte[] ToBody(string resourceVersion)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", resourceVersion);
        json.WriteEndObject();
        json.WritePropertyName("status");
        Patch.WriteTo(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
