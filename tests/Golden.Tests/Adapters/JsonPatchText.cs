using System.Globalization;
using System.Text.Json.Nodes;

namespace Golden.Tests.Adapters;

/// <summary>Carries out a recorded JSON patch; those hold nothing but add, replace and remove. Written apart from the product's own, to check it.</summary>
internal static class JsonPatchText
{
    public static JsonNode Apply(JsonNode document, JsonObject operation)
    {
        var steps = ((string)operation["path"]!)[1..].Split('/')
            .Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        var parent = steps[..^1].Aggregate(document, (node, step) => (node is JsonArray list ? list[Index(step)] : node[step])!);
        var value = operation["value"]?.DeepClone();
        switch ((string?)operation["op"], parent)
        {
            case ("add", JsonArray list):
                list.Insert(steps[^1] == "-" ? list.Count : Index(steps[^1]), value);
                break;
            case ("replace", JsonArray list):
                list[Index(steps[^1])] = value;
                break;
            case ("remove", JsonArray list):
                list.RemoveAt(Index(steps[^1]));
                break;
            case ("add" or "replace", JsonObject map):
                map[steps[^1]] = value;
                break;
            case ("remove", JsonObject map):
                _ = map.Remove(steps[^1]);
                break;
            default:
                throw new FormatException($"The recorded patch has an operation that is not known here: {operation.ToJsonString()}");
        }

        return document;
    }

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}
