using System.Globalization;
using LocalCluster.Errors;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api;

/// <summary>Label and field selectors of one request, ready to be asked.</summary>
internal sealed class Selection
{
    private readonly IReadOnlyList<LabelRequirement> _labels;
    private readonly List<(string Field, string Value, bool IsEqual)> _fields = [];

    private Selection(IReadOnlyList<LabelRequirement> labels) => _labels = labels;

    public bool IsEmpty => _labels.Count == 0 && _fields.Count == 0;

    /// <summary>The one name that the selection can match, if it is so.</summary>
    public string? SingleName => _fields.FirstOrDefault(f => f is { Field: "metadata.name", IsEqual: true }) is { Field: not null } found ? found.Value : null;

    public static Selection Read(ResourceKind kind, QueryParameters query)
    {
        var selection = new Selection(LabelSelectors.Parse(query.Get("labelSelector") ?? ""));
        foreach (var term in (query.Get("fieldSelector") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = term.IndexOf("!=", StringComparison.Ordinal);
            var (isEqual, width) = (at < 0, at < 0 ? 1 : 2);
            if (isEqual)
            {
                at = term.IndexOf('=', StringComparison.Ordinal);
                if (at >= 0 && at + 1 < term.Length && term[at + 1] == '=')
                    width = 2;
            }

            if (at < 0)
                throw Refusals.BadRequest($"invalid selector: '{term}'; can't understand '{term}'");
            var field = term[..at].Trim();
            selection._fields.Add((Source(kind, field), term[(at + width)..].Trim(), isEqual));
        }

        return selection;
    }

    public bool Matches(StoredObject o) => _labels.All(label => label.Matches(o.Labels)) && _fields.All(f => Value(o, f.Field) == f.Value == f.IsEqual);

    private static string Value(StoredObject o, string field) => field switch
    {
        "metadata.name" => o.Key.Name,
        "metadata.namespace" => o.Key.Namespace,
        _ => o.Fields.TryGetValue(field, out var value) ? value : "",
    };

    private static string Source(ResourceKind kind, string field)
    {
        if (field is "metadata.name" or "metadata.namespace" && (kind.Namespaced || field is "metadata.name"))
            return field;
        if (kind.Rules.Fields.FirstOrDefault(f => f.Path == field) is { } known)
            return known.From;
        throw Refusals.BadRequest(kind.IsCustom || kind.Rules.Fields.IsEmpty
            ? $"field label not supported: {field}"
            : $"field label not supported: {field}");
    }
}

/// <summary>One condition on a label.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Exists => has,
            LabelOperator.Absent => !has,
            LabelOperator.In => has && Values.Contains(value!),
            LabelOperator.NotIn => !has || !Values.Contains(value!),
            LabelOperator.Greater => has && Compare(value!, Values[0]) > 0,
            _ => has && Compare(value!, Values[0]) < 0,
        };
    }

    // A value that is no number matches neither.
    private static int Compare(string value, string bound) =>
        long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var left)
            ? left.CompareTo(long.Parse(bound, CultureInfo.InvariantCulture)) : 0;
}

internal enum LabelOperator
{
    Exists,
    Absent,
    In,
    NotIn,
    Greater,
    Less,
}
