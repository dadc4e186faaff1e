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
        Validate = (_, o) => EventValidation.Common(o, "reportingComponent"),
        Fields =
        [
            .. Involved.Select(name => new SelectableField($"involvedObject.{name}")),
            new("reason"), new("reportingComponent"), new("source", Source: "source.component"), new("type"),
        ],
    };

    public static readonly KindRules New = new()
    {
        Default = o => Fill(o, "deprecatedSource", "deprecatedFirstTimestamp", "deprecatedLastTimestamp", "reportingController"),
        Validate = ValidateNew,
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

    private static IEnumerable<Cause> ValidateNew(JsonObject? old, JsonObject o)
    {
        var core = ToCore(o);
        return EventValidation.Common(core, "reportingController").Concat(old is null ? EventValidation.Strict(core) : EventValidation.Change(ToCore(old), core));
    }
}
