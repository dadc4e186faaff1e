using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;

namespace Shared.Submission.Steps;

/// <summary>Secrets as Spark makes them of the submitter's files; only a submitter with a disk has any.</summary>
internal static class Secrets
{
    public static Companion Immutable(string name, IEnumerable<KeyValuePair<string, byte[]>> data)
    {
        var encoded = new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Convert.ToBase64String(entry.Value))));
        return new Companion.OfOther(
            new KubernetesObject
            {
                ApiVersion = "v1",
                Kind = "Secret",
                Metadata = new ObjectMeta { Name = name },
                Unmodelled = new Dictionary<string, JsonElement>
                {
                    ["data"] = JsonDocument.Parse(encoded.ToJsonString()).RootElement,
                    ["immutable"] = JsonDocument.Parse("true").RootElement,
                },
            },
            "secrets");
    }
}
