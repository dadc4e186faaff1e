using System.Text.Json.Nodes;

namespace LocalCluster.Errors;

/// <summary>Ends a request with an error. Thrown by rules, answered in one place; never leaves the server.</summary>
#pragma warning disable CA1032 // A refusal without a status would be no answer.
internal sealed class Refusal(int code, JsonObject status, string? text = null) : Exception(status["message"]?.ToString())
{
    public int Code { get; } = code;

    public JsonObject Status { get; } = status;

    /// <summary>Plain text instead of the Status, as a few paths of a real server answer.</summary>
    public string? Text { get; } = text;

    /// <summary>Headers beyond the usual, such as <c>Retry-After</c>.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Warnings that were gathered before the refusal.</summary>
    public List<string> Warnings { get; } = [];
}
