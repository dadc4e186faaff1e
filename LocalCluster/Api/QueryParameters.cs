using System.Web;
using LocalCluster.Errors;

namespace LocalCluster.Api;

/// <summary>The query of a request, decoded; a name may come several times.</summary>
internal sealed class QueryParameters
{
    public static readonly QueryParameters None = Parse("");

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    public static QueryParameters Parse(string query)
    {
        var result = new QueryParameters();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = HttpUtility.UrlDecode(parts[0]);
            if (!result._values.TryGetValue(name, out var list))
                result._values[name] = list = [];
            list.Add(parts.Length > 1 ? HttpUtility.UrlDecode(parts[1]) : "");
        }

        return result;
    }

    /// <summary>A copy in which this name has this value alone.</summary>
    public QueryParameters With(string name, string value)
    {
        var result = new QueryParameters();
        foreach (var (key, values) in _values)
            result._values[key] = values;
        result._values[name] = [value];
        return result;
    }

    public IEnumerable<(string Name, string Value)> Pairs => _values.SelectMany(pair => pair.Value.Select(value => (pair.Key, value)));

    public string? Get(string name) => _values.TryGetValue(name, out var list) ? list[0] : null;

    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var list) ? list : [];

    public bool Flag(string name) => Get(name) is "true" or "1" or "True" or "t" or "T" or "TRUE";

    /// <summary>A whole number; anything else is refused in the words of a real server.</summary>
    public long? Whole(string name) => Get(name) is { Length: > 0 } text
        ? Number(name) ?? throw Refusals.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax") : null;

    public long? Number(string name) => long.TryParse(Get(name), out var number) ? number : null;
}
