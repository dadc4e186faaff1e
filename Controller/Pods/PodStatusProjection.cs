using System.Text.Json;
using Controller.Json;
using Shared.Contracts.Names;

namespace Controller.Pods;

/// <summary>The part of a pod's status that says how its Spark process fares.</summary>
internal static class PodStatusProjection
{
    public static PodRecord Read(ref Utf8JsonReader reader, PodRecord pod)
    {
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("phase"u8))
                pod = pod with { Phase = Phase(JsonPiece.Text(ref reader)) };
            else if (reader.ValueTextEquals("reason"u8))
                pod = pod with { Reason = PodProjection.Bounded(ref reader) };
            else if (reader.ValueTextEquals("message"u8))
                pod = pod with { Message = PodProjection.Bounded(ref reader) };
            else if (reader.ValueTextEquals("conditions"u8))
                pod = JsonPiece.EntersList(ref reader) ? ReadConditions(ref reader, pod) : pod;
            else if (reader.ValueTextEquals("podIP"u8))
                pod = pod with { Address = JsonPiece.Text(ref reader) };
            else if (reader.ValueTextEquals("containerStatuses"u8))
                pod = JsonPiece.EntersList(ref reader) ? pod with { Spark = ReadContainers(ref reader) } : pod;
            else if (reader.ValueTextEquals("initContainerStatuses"u8))
                pod = JsonPiece.EntersList(ref reader) ? pod with { Init = ReadInit(ref reader) } : pod;
            else
                JsonPiece.SkipValue(ref reader);
        }

        return pod;
    }

    private static PodPhase Phase(string? text) => text switch
    {
        "Pending" => PodPhase.Pending,
        "Running" => PodPhase.Running,
        "Succeeded" => PodPhase.Succeeded,
        "Failed" => PodPhase.Failed,
        _ => PodPhase.Unknown,
    };

    private static PodRecord ReadConditions(ref Utf8JsonReader reader, PodRecord pod)
    {
        while (JsonPiece.NextObject(ref reader))
        {
            string? type = null, status = null, reason = null, message = null;
            while (JsonPiece.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("type"u8))
                    type = JsonPiece.Text(ref reader);
                else if (reader.ValueTextEquals("status"u8))
                    status = JsonPiece.Text(ref reader);
                else if (reader.ValueTextEquals("reason"u8))
                    reason = JsonPiece.Text(ref reader);
                else if (reader.ValueTextEquals("message"u8))
                    message = PodProjection.Bounded(ref reader);
                else
                    JsonPiece.SkipValue(ref reader);
            }

            pod = (type, status, reason) switch
            {
                ("PodScheduled", "False", "SchedulingGated") => pod with { Gated = message ?? reason },
                ("PodScheduled", "False", "Unschedulable") => pod with { Unschedulable = message ?? reason },
                ("DisruptionTarget", "True", _) => pod with { Disruption = reason, Message = pod.Message ?? message },
                ("Ready", _, _) => pod with { IsReady = status is "True" },
                _ => pod,
            };
        }

        return pod;
    }

    // One that waits its turn, runs, or ended well is no news.
    private static ContainerRecord? ReadInit(ref Utf8JsonReader reader)
    {
        ContainerRecord? blocking = null;
        while (JsonPiece.NextObject(ref reader))
        {
            var (_, container) = ReadContainer(ref reader);
            if (container is { Phase: ContainerPhase.Waiting, Reason: not (null or "PodInitializing") } or { Phase: ContainerPhase.Terminated, ExitCode: not 0 })
                blocking ??= container;
        }

        return blocking;
    }

    // The first entry with a name of Spark's containers decides, as it always did.
    private static ContainerRecord? ReadContainers(ref Utf8JsonReader reader)
    {
        ContainerRecord? spark = null;
        while (JsonPiece.NextObject(ref reader))
        {
            var (name, container) = ReadContainer(ref reader);
            if (name is ContainerNames.Driver or ContainerNames.Executor or ContainerNames.OldExecutor)
                spark ??= container;
        }

        return spark;
    }

    private static (string? Name, ContainerRecord? Container) ReadContainer(ref Utf8JsonReader reader)
    {
        string? name = null;
        ContainerRecord? container = null;
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
                name = JsonPiece.Text(ref reader);
            else if (reader.ValueTextEquals("state"u8))
                container = JsonPiece.EntersObject(ref reader) ? ReadState(ref reader) : null;
            else
                JsonPiece.SkipValue(ref reader);
        }

        return (name, container);
    }

    private static ContainerRecord? ReadState(ref Utf8JsonReader reader)
    {
        ContainerRecord? container = null;
        while (JsonPiece.NextMember(ref reader))
        {
            ContainerPhase? phase =
                reader.ValueTextEquals("waiting"u8) ? ContainerPhase.Waiting
                : reader.ValueTextEquals("running"u8) ? ContainerPhase.Running
                : reader.ValueTextEquals("terminated"u8) ? ContainerPhase.Terminated
                : null;
            if (JsonPiece.EntersObject(ref reader))
            {
                var read = ReadDetails(ref reader, phase ?? ContainerPhase.Waiting);
                container = phase is null ? container : read;
            }
        }

        return container;
    }

    private static ContainerRecord ReadDetails(ref Utf8JsonReader reader, ContainerPhase phase)
    {
        var container = new ContainerRecord(phase);
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("exitCode"u8))
                container = container with { ExitCode = (int?)JsonPiece.Number(ref reader) };
            else if (reader.ValueTextEquals("reason"u8))
                container = container with { Reason = PodProjection.Bounded(ref reader) };
            else if (reader.ValueTextEquals("message"u8))
                container = container with { Message = PodProjection.Bounded(ref reader) };
            else
                JsonPiece.SkipValue(ref reader);
        }

        return container;
    }
}
