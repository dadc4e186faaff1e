using System.Text.Json;

namespace ApplicationLoad.Loading;

/// <summary>The little of an application's JSON that a load wants to know. Pure.</summary>
/// <param name="State">Empty when it has none.</param>
/// <param name="Attempts">Drivers that were run.</param>
/// <param name="Executors">That run now.</param>
internal sealed record ApplicationGlance(string State, int Attempts, int Executors = 0)
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = 1000 };

    public static ApplicationGlance Read(ReadOnlySpan<byte> json)
    {
        var (state, attempts, executors) = ("", 0, 0);
        var reader = new Utf8JsonReader(json, AnyDepth);
        if (Enter(ref reader, "status"u8))
        {
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("applicationState"u8))
                    state = StateOf(ref reader);
                else if (reader.ValueTextEquals("executionAttempts"u8) && reader.Read())
                    attempts = reader.GetInt32();
                else if (reader.ValueTextEquals("runningExecutors"u8) && reader.Read())
                    executors = reader.GetInt32();
                else
                    reader.Skip();
            }
        }

        return new ApplicationGlance(state, attempts, executors);
    }

    private static string StateOf(ref Utf8JsonReader reader)
    {
        var state = "";
        _ = reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("state"u8) && reader.Read())
                state = reader.GetString() ?? "";
            else
                reader.Skip();
        }

        return state;
    }

    /// <summary>Into the object that a member of the outermost object holds.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        _ = reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(member))
                return reader.Read() && reader.TokenType is JsonTokenType.StartObject;
            reader.Skip();
        }

        return false;
    }
}
