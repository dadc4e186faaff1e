using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Scheduling;

/// <summary>Required node affinity: one of the terms must hold, and of a term every expression.</summary>
internal static class NodeAffinity
{
    public static bool Allows(JsonObject? required, JsonObject node)
    {
        if (required is null)
            return true;
        return required.ListAt("nodeSelectorTerms").Objects().Any(term =>
        {
            var expressions = term.ListAt("matchExpressions").Objects().ToList();
            var fields = term.ListAt("matchFields").Objects().ToList();
            return expressions.Count + fields.Count > 0
                && expressions.All(one => Holds(one, node.ObjectAt("metadata", "labels").TextAt(one.TextAt("key") ?? "")))
                && fields.All(one => Holds(one, one.TextAt("key") is "metadata.name" ? node.TextAt("metadata", "name") : null));
        });
    }

    private static bool Holds(JsonObject expression, string? found)
    {
        var values = expression.ListAt("values").Texts().ToList();
        return expression.TextAt("operator") switch
        {
            "In" => found is not null && values.Contains(found),
            "NotIn" => found is null || !values.Contains(found),
            "Exists" => found is not null,
            "DoesNotExist" => found is null,
            "Gt" => Compare(found, values) > 0,
            "Lt" => Compare(found, values) < 0,
            _ => false,
        };
    }

    private static int Compare(string? found, List<string> values) =>
        long.TryParse(found, CultureInfo.InvariantCulture, out var one) && values.Count == 1 && long.TryParse(values[0], CultureInfo.InvariantCulture, out var two)
            ? one.CompareTo(two)
            : 0;
}
