using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Golden.Tests.Adapters;

/// <summary>
/// The facts of rendered objects and their comparison, as the README of the recordings says: not compared are image names, the chart's version and
/// the order. A rule that grants less is equal. Where we only add to a security context, or limit a Job in time, the recording had left it to Kubernetes.
/// </summary>
internal static class ChartFacts
{
    private static readonly string[] ClusterScoped =
        ["ClusterRole", "ClusterRoleBinding", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

    private static readonly string[] Limits = ["backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"];

    private static readonly Shape Container = Shape.Members(
        ("image", Shape.Dropped),
        ("env", Shape.Keyed(Name, Shape.Anything)),
        ("ports", Shape.Keyed(Name, Shape.Anything)),
        ("volumeMounts", Shape.Keyed(mount => (string)mount["mountPath"]!, Shape.Members(("readOnly", Shape.False)))),
        ("resources", Shape.Map(Shape.Map(Shape.Quantity))));

    private static readonly Shape Pod = Shape.Members(
        ("containers", Shape.Keyed(Name, Container)),
        ("initContainers", Shape.Keyed(Name, Container)),
        ("volumes", Shape.Keyed(Name, Shape.Anything)));

    private static readonly Shape Facts = Shape.Members(
        ("labels", Shape.Members(("helm.sh/chart", Shape.Dropped), ("app.kubernetes.io/version", Shape.Dropped))),
        ("annotations", Shape.Map(Shape.Anything)),
        ("webhooks", Shape.Keyed(Name, Shape.Anything)),
        ("subjects", Shape.Keyed(Name, Shape.Anything)),
        ("spec", Shape.Members(
            ("template", Shape.Members(
                ("metadata", Shape.Members(
                    ("labels", Shape.Members(("helm.sh/chart", Shape.Dropped), ("app.kubernetes.io/version", Shape.Dropped))),
                    ("annotations", Shape.Map(Shape.Anything)))),
                ("spec", Pod))))));

    /// <summary>A rendered object in the form of the recordings.</summary>
    public static JsonObject Of(JsonObject rendered)
    {
        var facts = (JsonObject)rendered.DeepClone();
        var metadata = facts["metadata"]!.AsObject();
        _ = facts.Remove("metadata");
        foreach (var member in new[] { "name", "namespace", "labels", "annotations" })
            facts[member] = metadata[member]?.DeepClone();
        return facts;
    }

    public static IReadOnlyList<Difference> Compare(string @namespace, IReadOnlyList<JsonObject> recorded, IReadOnlyList<JsonObject> found)
    {
        var (left, right) = (ByName(@namespace, recorded), ByName(@namespace, found));
        foreach (var (name, theirs) in left)
        {
            if (right[name] is JsonObject ours)
                Align(theirs!.AsObject(), ours);
        }

        return SemanticComparer.Compare(Shape.Map(Facts), left, right, new Tokens());
    }

    private static JsonObject ByName(string @namespace, IReadOnlyList<JsonObject> all) => new(all.Select(one =>
    {
        var facts = (JsonObject)one.DeepClone();
        var kind = (string)facts["kind"]!;
        var place = ClusterScoped.Contains(kind) ? null : (string?)facts["namespace"] ?? @namespace;
        _ = facts.Remove("namespace");
        if (kind.EndsWith("Role", StringComparison.Ordinal))
            facts["rules"] = Grants(facts["rules"] as JsonArray ?? []);
        foreach (var container in Containers(facts).Where(container => container["args"] is JsonArray))
            container["args"] = Arguments(container["args"]!.AsArray());
        return KeyValuePair.Create(place is null ? $"{kind}/{facts["name"]}" : $"{kind}/{place}/{facts["name"]}", (JsonNode?)facts);
    }));

    private static void Align(JsonObject recorded, JsonObject found)
    {
        if (recorded["rules"] is JsonObject theirs && found["rules"] is JsonObject ours)
        {
            // A wildcard grants what we name.
            foreach (var covered in ours.Select(grant => grant.Key).Where(grant => theirs.ContainsKey($"*{grant[grant.IndexOf(' ', StringComparison.Ordinal)..]}")).ToList())
                theirs[covered] = "granted";
            foreach (var unneeded in theirs.Select(grant => grant.Key).Where(grant => !ours.ContainsKey(grant)).ToList())
                _ = theirs.Remove(unneeded);
        }

        if ((string?)found["kind"] == "Job")
            Keep(found["spec"]!.AsObject(), recorded["spec"]!.AsObject(), Limits);
        foreach (var container in Containers(found))
        {
            if (container["securityContext"] is JsonObject context)
                Keep(context, Containers(recorded).First(other => Name(other) == Name(container))["securityContext"] as JsonObject ?? [], context.Select(member => member.Key));
        }
    }

    private static void Keep(JsonObject ours, JsonObject theirs, IEnumerable<string> members)
    {
        foreach (var added in members.Where(member => !theirs.ContainsKey(member)).ToList())
            _ = ours.Remove(added);
    }

    // One line for each thing that may be done: rules may be cut in any way.
    private static JsonObject Grants(JsonArray rules) => new((
        from rule in rules
        from api in Texts(rule!["apiGroups"])
        from resource in Texts(rule!["resources"])
        from name in Texts(rule!["resourceNames"]).DefaultIfEmpty("")
        from verb in Texts(rule!["verbs"])
        select $"{verb} {resource}{(api.Length > 0 ? "." + api : "")}{(name.Length > 0 ? " " + name : "")}").Distinct().Select(grant => KeyValuePair.Create(grant, (JsonNode?)"granted")));

    private static JsonObject Arguments(JsonArray arguments) => new(arguments
        .Select(argument => ((string)argument!).Split('=', 2))
        .Select(parts => KeyValuePair.Create(parts[0], (JsonNode?)(parts.Length > 1 ? parts[1] : "given"))));

    private static IEnumerable<JsonObject> Containers(JsonObject facts) =>
        (facts["spec"]?["template"]?["spec"]?["containers"] as JsonArray ?? []).Select(container => container!.AsObject());

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(text => (string)text!);

    private static string Name(JsonObject one) => (string)one["name"]!;
}
