using Controller.Json;

namespace Controller.Pods;

/// <summary>A whole list of pods. It carries no kind on its items; they are pods all the same.</summary>
internal static class PodList
{
    public static List<PodRecord> Read(ReadOnlySpan<byte> json)
    {
        var pods = new List<PodRecord>();
        var reader = JsonPiece.Reader(json);
        while (JsonPiece.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("items"u8))
            {
                JsonPiece.SkipValue(ref reader);
                continue;
            }

            if (!JsonPiece.EntersList(ref reader))
                continue;
            while (JsonPiece.NextObject(ref reader))
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                pods.Add(PodProjection.Read(json[start..(int)reader.BytesConsumed]));
            }
        }

        return pods;
    }
}
