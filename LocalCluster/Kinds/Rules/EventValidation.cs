using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

/// <summary>Events as they are stored. What is told has the names of the core face, but for the reporter.</summary>
internal static class EventValidation
{
    private const int LongestText = 128;
    private const int LongestMessage = 1024;

    // In the order in which a real server looks at them. It looks at the reason twice.
    private static readonly string[] Immutable =
    [
        "involvedObject", "reason", "message", "source", "firstTimestamp", "lastTimestamp", "count", "reason", "type",
        "eventTime", "action", "related", "reportingComponent", "reportingInstance",
    ];

    private static readonly Dictionary<string, string> Structures = new() { ["involvedObject"] = "core.v1.ObjectReference", ["related"] = "core.v1.ObjectReference", ["source"] = "core.v1.EventSource" };

    /// <summary>What both faces ask of every event.</summary>
    public static IEnumerable<Cause> Common(JsonObject o, string reporter)
    {
        var ns = o.TextAt("metadata", "namespace") ?? "";
        var about = o.TextAt("involvedObject", "namespace") ?? "";
        var isNew = o.TextAt("eventTime") is not null;
        var isElsewhere = about.Length > 0 ? !isNew && about != ns : ns is not "default" && !(isNew && ns == "kube-system");
        if (isElsewhere)
            yield return Cause.Invalid("involvedObject.namespace", about, "does not match event.namespace");
        if (!isNew)
            yield break;
        foreach (var cause in Reporter(o.TextAt("reportingComponent") ?? "", reporter).Concat(Texts(o)))
            yield return cause;
    }

    /// <summary>What events.k8s.io asks of a new event besides.</summary>
    public static IEnumerable<Cause> Strict(JsonObject o)
    {
        foreach (var cause in Series(o))
            yield return cause;
        if (o.TextAt("eventTime") is null)
            yield return Cause.Required("eventTime");
        if (o.TextAt("type") is not ("Normal" or "Warning"))
            yield return Cause.Invalid("type", "", $"has invalid value: {o.TextAt("type")}");
        foreach (var name in new[] { "firstTimestamp", "lastTimestamp", "count", "source" })
        {
            if (o[name] is not (null or JsonObject { Count: 0 }) && o.NumberAt(name) is not 0)
                yield return Cause.Invalid(name, "", "needs to be unset");
        }
    }

    /// <summary>What events.k8s.io asks of a change besides.</summary>
    public static IEnumerable<Cause> Change(JsonObject old, JsonObject o) =>
        (JsonNode.DeepEquals(old["series"], o["series"]) ? [] : Series(o)).Concat(Immutable.Where(name => !JsonNode.DeepEquals(old[name], o[name])).Select(name => Fixed(name, o[name])));

    private static Cause Fixed(string name, JsonNode? value) => Cause.Invalid(
        name == "reportingComponent" ? "reportingController" : name,
        Structures.TryGetValue(name, out var type) && value is JsonObject structure ? InternalForm.Of(ApiTypes.Named(type), structure) : value?.DeepClone(),
        "field is immutable");

    private static IEnumerable<Cause> Reporter(string value, string field) =>
        (value.Length == 0 ? new[] { Cause.Required(field) } : []).Concat(Cause.Each(field, value, LabelGrammar.KeyProblems(value)));

    private static IEnumerable<Cause> Texts(JsonObject o)
    {
        foreach (var name in new[] { "reportingInstance", "action", "reason" })
        {
            var text = o.TextAt(name) ?? "";
            if (text.Length == 0)
                yield return Cause.Required(name);
            if (text.Length > LongestText)
                yield return Cause.Invalid(name, "", $"can have at most {LongestText} characters");
        }

        if (o.TextAt("message") is { Length: > LongestMessage })
            yield return Cause.Invalid("message", "", $"can have at most {LongestMessage} characters");
    }

    private static IEnumerable<Cause> Series(JsonObject o)
    {
        if (o.At("series") is not JsonObject series)
            yield break;
        if ((series.NumberAt("count") ?? 0) < 2)
            yield return Cause.Invalid("series.count", "", "should be at least 2");
        if (series.TextAt("lastObservedTime") is null)
            yield return Cause.Required("series.lastObservedTime");
    }
}
