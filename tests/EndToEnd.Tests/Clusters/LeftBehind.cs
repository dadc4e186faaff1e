using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Testing;
using Testing.Recordings;

namespace EndToEnd.Tests.Clusters;

/// <summary>A recorded life of the Kubeflow operator, put into a cluster: what it made and what it wrote, with the names and UIDs that are true there.</summary>
internal sealed class LeftBehind
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IKubernetesApi _api;
    private readonly string _namespace;
    private readonly JsonObject _life;

    // What the recording masks, and what it is here.
    private readonly Dictionary<string, string> _tokens;

    /// <param name="api">Of an administrator.</param>
    /// <param name="namespace">Where it is put.</param>
    /// <param name="scenario">Such as <c>sched-forbid</c>.</param>
    /// <param name="tokens">Such as <c>&lt;run-1></c>; UIDs are found out.</param>
    public LeftBehind(IKubernetesApi api, string @namespace, string scenario, params (string Token, string Value)[] tokens)
    {
        (_api, _namespace) = (api, @namespace);
        _life = GoldenSource.Packed(Repository.PathTo("tests", "goldens")).Find("lifecycle")!.FindCase(scenario)!.Json();
        _tokens = tokens.ToDictionary(pair => pair.Token, pair => pair.Value);
        _tokens[$"lc-{scenario}"] = @namespace;
        _tokens["<cluster-ip>"] = "10.96.0.10";
    }

    /// <summary>Creates what the user created.</summary>
    public async Task<JsonNode> GivenAsync(KubernetesResource resource, Action<JsonObject>? change = null)
    {
        var given = _life["when"]!.AsArray().First(step => (string?)step!["do"] == "create")!["object"]!;
        var created = await CreateAsync(resource, given, change);
        _tokens[$"<uid-{resource.Kind.ToLowerInvariant()}-1>"] = created.Uid();
        return created;
    }

    /// <summary>Creates the first object of this kind that the operator created.</summary>
    public async Task<JsonNode> MadeAsync(KubernetesResource resource, Action<JsonObject>? change = null)
    {
        var made = _life["then"]!["writes"]!.AsArray().First(write => (string?)write!["by"] == "operator" && (string?)write["verb"] == "create" && (string?)write["kind"] == resource.Kind)!["object"]!;
        var created = await CreateAsync(resource, made, change);
        _tokens[(string)made["metadata"]!["uid"]!] = created.Uid();
        return created;
    }

    /// <summary>Writes the last status that the operator wrote to an object of this kind and that fulfils the condition.</summary>
    public async Task WroteAsync(KubernetesResource resource, string name, Predicate<JsonNode> isWanted, Action<JsonObject>? change = null)
    {
        var status = Here(_life["then"]!["transitions"]!.AsArray().Last(write => (string?)write!["kind"] == resource.Kind && isWanted(write["status"]!))!["status"]!);
        change?.Invoke(status);
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["status"] = status });
        await _api.SendAsync(ApiRequests.PatchStatus(resource, _namespace, name, PatchKind.Merge, body), CancellationToken.None);
    }

    private Task<JsonNode> CreateAsync(KubernetesResource resource, JsonNode recorded, Action<JsonObject>? change)
    {
        var body = Here(recorded);
        // What an API server adds, it adds here as well.
        foreach (var made in new[] { "uid", "generation" })
            _ = body["metadata"]!.AsObject().Remove(made);
        _ = body.Remove("status");
        change?.Invoke(body);
        return _api.CreateAsync(resource, _namespace, body);
    }

    private JsonObject Here(JsonNode recorded) =>
        JsonNode.Parse(_tokens.Aggregate(recorded.ToJsonString(Plain), (text, token) => text.Replace(token.Key, token.Value, StringComparison.Ordinal)))!.AsObject();
}
