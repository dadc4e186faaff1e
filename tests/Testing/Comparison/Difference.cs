using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing.Comparison;

/// <summary>One place where two documents disagree; null means absent. Elements of keyed lists are named by their key: <c>$.spec.volumes['x']</c>.</summary>
public sealed record Difference(string Path, JsonNode? Expected, JsonNode? Actual)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string ToString() => $"{Path}: expected {Show(Expected)}, found {Show(Actual)}";

    private static string Show(JsonNode? node) => node?.ToJsonString(Readable) ?? "nothing";
}
