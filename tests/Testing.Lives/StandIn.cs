using System.Globalization;
using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;

namespace Testing.Lives;

/// <summary>
/// The recordings were made with a stand-in for spark-submit that keys <c>spark.lab.*</c> of the application's Spark configuration steered. These are its counterparts
/// at the API server: a driver's creation that is refused, late, or of no effect. The keys themselves never reach the product.
/// </summary>
internal sealed class StandIn
{
    private const string Prefix = "spark.lab.";
    private readonly Dictionary<string, string> _settings = [];
    private int _failures;

    /// <summary>Seconds until the creation of a driver is answered.</summary>
    public double Delay => Setting("delay") is { } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : 0;

    /// <summary>A driver is gone as soon as it was made, and no watch tells of it.</summary>
    public bool HidesPods => Setting("pod") == "none";

    /// <summary>The stand-in's words, which are the API server's here.</summary>
    public string Words => Setting("stderr") ?? "spark-submit failed";

    /// <summary>Takes the keys out of an application that is about to be created.</summary>
    public void Receive(JsonObject item)
    {
        if (item["spec"]?["sparkConf"] is not JsonObject settings)
            return;
        foreach (var (key, value) in settings.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToList())
        {
            _settings[key[Prefix.Length..]] = (string)value!;
            _ = settings.Remove(key);
        }
    }

    /// <summary>Throws the answer when this creation of a driver is to fail.</summary>
    public void Answer(ApiRequest request)
    {
        if (Setting("exit") is null or "0" || (Setting("failures") is { } count && _failures >= int.Parse(count, CultureInfo.InvariantCulture)))
            return;
        _failures++;
        throw FakeKubernetesApi.Refusal(request, 500, "InternalError", Words);
    }

    private string? Setting(string key) => _settings.GetValueOrDefault(key);
}
