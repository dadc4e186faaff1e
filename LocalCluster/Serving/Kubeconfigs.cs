using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Serving;

/// <summary>Kubeconfig files. JSON is YAML, so no writer of YAML is needed.</summary>
internal static class Kubeconfigs
{
    public static string Write(string server, string caPem, string user, JsonObject credentials) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = new JsonArray(new JsonObject
        {
            ["name"] = "localcluster",
            ["cluster"] = new JsonObject { ["server"] = server, ["certificate-authority-data"] = Base64(caPem) },
        }),
        ["users"] = new JsonArray(new JsonObject { ["name"] = user, ["user"] = credentials }),
        ["contexts"] = new JsonArray(new JsonObject
        {
            ["name"] = "localcluster",
            ["context"] = new JsonObject { ["cluster"] = "localcluster", ["user"] = user, ["namespace"] = "default" },
        }),
        ["current-context"] = "localcluster",
    }.ToText() + "\n";

    public static JsonObject Certificate((string Certificate, string Key) pair) =>
        new() { ["client-certificate-data"] = Base64(pair.Certificate), ["client-key-data"] = Base64(pair.Key) };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
