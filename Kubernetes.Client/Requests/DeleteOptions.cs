using System.Text.Json;

namespace Kubernetes.Client.Requests;

/// <summary>How and on which conditions an object goes. Everything travels in the body: with a body the server reads no query.</summary>
public sealed record DeleteOptions
{
    /// <summary>Delete only the object with this UID; another one answers 409.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only if nobody wrote since; else 409.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Absent: the default of the kind, which is background for all that we touch.</summary>
    public Propagation? Propagation { get; init; }

    /// <summary>In whole seconds; absent: the object's own; zero removes a pod without asking its node.</summary>
    public TimeSpan? GracePeriod { get; init; }

    public bool DryRun { get; init; }

    internal ReadOnlyMemory<byte> ToBody()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("kind", "DeleteOptions");
        json.WriteString("apiVersion", "v1");
        if (GracePeriod is { } grace)
            json.WriteNumber("gracePeriodSeconds", (long)grace.TotalSeconds);
        if (Propagation is { } propagation)
            json.WriteString("propagationPolicy", propagation.ToString());
        if (Uid is not null || ResourceVersion is not null)
        {
            json.WriteStartObject("preconditions");
            if (Uid is not null)
                json.WriteString("uid", Uid);
            if (ResourceVersion is not null)
                json.WriteString("resourceVersion", ResourceVersion);
            json.WriteEndObject();
        }

        if (DryRun)
        {
            json.WriteStartArray("dryRun");
            json.WriteStringValue("All");
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}

/// <summary>What becomes of the objects that the deleted one owns.</summary>
public enum Propagation
{
    Background,
    Foreground,
    Orphan,
}
