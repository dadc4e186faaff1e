using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shared.Contracts.Core;

/// <summary>A record that keeps what it does not model, so that reading and writing an object never drops a user's data.</summary>
public abstract record OpenRecord
{
    /// <summary>Members without a property of their own, as they came.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unmodelled { get; set; }
}
