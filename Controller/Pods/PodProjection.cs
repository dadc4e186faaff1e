using System.Text.Json;
using Controller.Json;
using Shared.Contracts.Names;

namespace Controller.Pods;

/// <summary>Wire bytes of a pod to its record. What is missing or of another type is taken for absent: one odd pod never stops a list.</summary>
public static class PodProjection
{
    private const int LongestText = 512;

    /// <param name="json">The object.</param>
    /// <param name="shows">Which labels are kept for series. Default: none.</param>
    /// <exception cref="JsonException">Not JSON, or without name or UID.</exception>
    public static PodRecord Read(ReadOnlySpan<byte> json, Func<string, bool>? shows = null)
    {
        var reader = JsonPiece.Reader(json);
        var pod = new PodRecord { Namespace = "", Name = "", Uid = "" };
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("metadata"u8))
                pod = JsonPiece.EntersObject(ref reader) ? ReadMetadata(ref reader, pod, shows) : pod;
            else if (reader.ValueTextEquals("status"u8))
                pod = JsonPiece.EntersObject(ref reader) ? PodStatusProjection.Read(ref reader, pod) : pod;
            else
                JsonPiece.SkipValue(ref reader);
        }

        return pod is { Name.Length: > 0, Uid.Length: > 0 } ? pod : throw new JsonException("This is not a pod: it has no name or no UID.");
    }

    internal static string? Bounded(ref Utf8JsonReader reader) => JsonPiece.Text(ref reader, LongestText);

    private static PodRecord ReadMetadata(ref Utf8JsonReader reader, PodRecord pod, Func<string, bool>? shows)
    {
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
                pod = pod with { Name = JsonPiece.Text(ref reader) ?? "" };
            else if (reader.ValueTextEquals("namespace"u8))
                pod = pod with { Namespace = JsonPiece.Text(ref reader) ?? "" };
            else if (reader.ValueTextEquals("uid"u8))
                pod = pod with { Uid = JsonPiece.Text(ref reader) ?? "" };
            else if (reader.ValueTextEquals("resourceVersion"u8))
                pod = pod with { ResourceVersion = JsonPiece.Text(ref reader) ?? "" };
            else if (reader.ValueTextEquals("creationTimestamp"u8))
                pod = pod with { CreatedAt = JsonPiece.Instant(ref reader) };
            else if (reader.ValueTextEquals("deletionTimestamp"u8))
                pod = pod with { DeletionDeadline = JsonPiece.Instant(ref reader) };
            else if (reader.ValueTextEquals("labels"u8))
                pod = JsonPiece.EntersObject(ref reader) ? ReadLabels(ref reader, pod, shows) : pod;
            else if (reader.ValueTextEquals("annotations"u8))
                pod = JsonPiece.EntersObject(ref reader) ? ReadAnnotations(ref reader, pod) : pod;
            else if (reader.ValueTextEquals("ownerReferences"u8))
                pod = JsonPiece.EntersList(ref reader) ? ReadOwners(ref reader, pod) : pod;
            else
                JsonPiece.SkipValue(ref reader);
        }

        return pod;
    }

    private static PodRecord ReadLabels(ref Utf8JsonReader reader, PodRecord pod, Func<string, bool>? shows)
    {
        while (JsonPiece.NextMember(ref reader))
        {
            var label = reader.GetString()!;
            pod = label switch
            {
                Labels.AppName => pod with { AppName = JsonPiece.Text(ref reader) },
                Labels.ConnectName => pod with { ConnectName = JsonPiece.Text(ref reader) },
                Labels.SubmissionId => pod with { SubmissionId = JsonPiece.Text(ref reader) },
                Labels.SparkRole => pod with { Role = JsonPiece.Text(ref reader) },
                Labels.SparkAppSelector => pod with { SparkApplicationId = JsonPiece.Text(ref reader) },
                _ when shows?.Invoke(label) is true => pod with
                {
                    SeriesLabels = new Dictionary<string, string>(pod.SeriesLabels ?? new Dictionary<string, string>()) { [label] = JsonPiece.Text(ref reader, LongestText) ?? "" },
                },
                _ => Skipped(ref reader, pod),
            };
        }

        return pod;
    }

    private static PodRecord ReadAnnotations(ref Utf8JsonReader reader, PodRecord pod)
    {
        while (JsonPiece.NextMember(ref reader))
            pod = reader.ValueTextEquals(Annotations.SpecHash) ? pod with { SpecRevision = JsonPiece.Text(ref reader) } : Skipped(ref reader, pod);
        return pod;
    }

    private static PodRecord ReadOwners(ref Utf8JsonReader reader, PodRecord pod)
    {
        while (JsonPiece.NextObject(ref reader))
        {
            var (owner, group, isController) = ReadOwner(ref reader);
            if (isController || pod.Owner is null)
                pod = pod with { Owner = owner };
            if (owner.Kind == "SparkApplication" && group.StartsWith("sparkoperator.k8s.io/", StringComparison.Ordinal))
                pod = pod with { Application = owner };
        }

        return pod;
    }

    private static (PodOwner Owner, string ApiVersion, bool IsController) ReadOwner(ref Utf8JsonReader reader)
    {
        var (kind, name, uid, apiVersion, isController) = ("", "", "", "", false);
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("kind"u8))
                kind = JsonPiece.Text(ref reader) ?? "";
            else if (reader.ValueTextEquals("name"u8))
                name = JsonPiece.Text(ref reader) ?? "";
            else if (reader.ValueTextEquals("uid"u8))
                uid = JsonPiece.Text(ref reader) ?? "";
            else if (reader.ValueTextEquals("apiVersion"u8))
                apiVersion = JsonPiece.Text(ref reader) ?? "";
            else if (reader.ValueTextEquals("controller"u8))
                isController = reader.Read() && reader.TokenType is JsonTokenType.True;
            else
                JsonPiece.SkipValue(ref reader);
        }

        return (new PodOwner(kind, name, uid), apiVersion, isController);
    }

    private static PodRecord Skipped(ref Utf8JsonReader reader, PodRecord pod)
    {
        JsonPiece.SkipValue(ref reader);
        return pod;
    }
}
