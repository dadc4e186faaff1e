using System.Text;
using System.Text.Json.Nodes;

namespace Webhook.Certificates.SelfManaged;

/// <summary>What an API server trusts when it calls us.</summary>
internal static class BundleRules
{
    /// <summary>The configuration with this bundle in every entry; null when it has it already, or has no entry.</summary>
    public static JsonObject? With(JsonObject configuration, string bundle)
    {
        var wanted = Convert.ToBase64String(Encoding.ASCII.GetBytes(bundle));
        var changed = configuration.DeepClone().AsObject();
        var clients = (changed["webhooks"] as JsonArray ?? []).Select(entry => entry?["clientConfig"]).OfType<JsonObject>()
            .Where(client => (string?)client["caBundle"] != wanted).ToList();
        foreach (var client in clients)
            client["caBundle"] = wanted;
        return clients.Count > 0 ? changed : null;
    }
}
