using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>One object, two faces: core events, and those of events.k8s.io. The core face is stored.</summary>
internal static class EventRules
{
    private static readonly (string Core, string New)[] Renamed =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ];

    private static readonly string[] Involved = ["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"];

    public static readonly KindRules Core = new()
    {
        Default = o => Fill(o, "source", "firstTimestamp", "lastTimestamp", "reportingComponent"),
        Validate = (old, o) => Check(o, "involvedObject", "involvedObject.namespace"),
        Fields =
        [
            .. Involved.Select(name => new SelectableField($"involvedObject.{name}")),
            new("reason"), new("reportingComponent"), new("source", Source: "source.component"), new("type"),
        ],
    };

    public static readonly KindRules New = new()
    {
        Default = o => Fill(o, "deprecatedSource", "deprecatedFirstTimestamp", "deprecatedLastTimestamp", "reportingController"),
        Validate = (old, o) => ValidateNew(old, o),
        Fields =
        [
            .. Involved.Select(name => new SelectableField($"regarding.{name}", Source: $"involvedObject.{name}")),
            new("reason"), new("reportingController", Source: "reportingComponent"), new("type"),
        ],
    };

    /// <summary>events.k8s.io as stored.</summary>
    public static JsonObject ToCore(JsonObject o) => Rename(o, "v1", pair => (pair.New, pair.Core));

    /// <summary>Stored as events.k8s.io.</summary>
    public static JsonObject ToNew(JsonObject o)
    {
        var result = Rename(o, "events.k8s.io/v1", pair => (pair.Core, pair.New));
        if (result.TextAt("reportingInstance") is "")
            _ = result.Remove("reportingInstance");
        return result;
    }

    private static JsonObject Rename(JsonObject o, string apiVersion, Func<(string Core, string New), (string From, string To)> direction)
    {
        var names = Renamed.Select(direction).ToDictionary(pair => pair.From, pair => pair.To);
        var result = new JsonObject();
        foreach (var (name, value) in o)
            result[names.GetValueOrDefault(name, name)] = name == "apiVersion" ? apiVersion : value?.DeepClone();
        return result;
    }

    // Always written, even empty, as its Go type has no omitempty there.
    private static void Fill(JsonObject o, string source, string first, string last, string reporter)
    {
        o.Default(source, new JsonObject());
        foreach (var name in new[] { first, last, "eventTime" })
        {
            if (!o.ContainsKey(name))
                o[name] = null;
        }

        if (!source.StartsWith("deprecated", StringComparison.Ordinal))
        {
            o.Default(reporter, "");
            o.Default("reportingInstance", "");
        }
    }

    private static IEnumerable<Cause> Check(JsonObject o, string about, string field)
    {
        var expected = o.TextAt(about, "namespace") is { Length: > 0 } ns ? ns : "default";
        if (o.TextAt("metadata", "namespace") != expected)
            yield return Cause.Invalid(field, o.TextAt(about, "namespace") ?? "", "does not match event.namespace");
    }

    private static IEnumerable<Cause> ValidateNew(JsonObject? old, JsonObject o)
    {
        if (old is null)
        {
            foreach (var name in new[] { "reportingController", "reportingInstance", "action", "reason" })
            {
                if (o.TextAt(name) is null or "")
                    yield return Cause.Required(name);
            }

            if (o.TextAt("type") is { } type and not ("Normal" or "Warning"))
                yield return Cause.Invalid("type", "", $"has invalid value: {type}");
            if (o.TextAt("note") is { Length: > 1024 })
                yield return Cause.Invalid("message", "", "can have at most 1024 characters");
        }
        else
        {
            foreach (var name in new[] { "reason", "note", "type", "regarding", "related", "action", "reportingController", "reportingInstance" })
            {
                if (JsonNode.DeepEquals(old[name], o[name]))
                    continue;
                // Told twice, as a real server tells it.
                yield return Cause.Invalid(name, o[name]?.DeepClone(), "field is immutable");
                yield return Cause.Invalid(name, o[name]?.DeepClone(), "field is immutable");
            }
        }

        foreach (var cause in Check(o, "regarding", "involvedObject.namespace"))
            yield return cause;
    }
}
