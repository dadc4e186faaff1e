using System.Text.Json;
using Controller.Json;
using Shared.Contracts.SparkApplications;

namespace Controller.Applications;

/// <summary>The state of a cached application, read from its bytes without decoding the rest: gauges look at thousands of them.</summary>
internal static class StateText
{
    /// <summary>New when there is none; Unknown when it is none of ours.</summary>
    public static ApplicationState Of(ApplicationRecord application)
    {
        if (application.StatusJson.IsEmpty)
            return ApplicationState.New;

        var reader = JsonPiece.Reader(application.StatusJson.Span);
        while (JsonPiece.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("applicationState"u8))
            {
                JsonPiece.SkipValue(ref reader);
                continue;
            }

            return JsonPiece.EntersObject(ref reader) ? State(ref reader) : ApplicationState.New;
        }

        return ApplicationState.New;
    }

    private static ApplicationState State(ref Utf8JsonReader reader)
    {
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("state"u8))
                return ApplicationStates.Parse(JsonPiece.Text(ref reader));
            JsonPiece.SkipValue(ref reader);
        }

        return ApplicationState.New;
    }
}
