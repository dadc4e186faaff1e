using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Faults;

/// <summary>The rules in force, with how often each was met. Of several that fit a request, the first wins; all count it.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    public void Add(ImmutableArray<FaultRule> rules)
    {
        lock (_lock)
            _entries.AddRange(rules.Select(rule => new Entry(rule)));
    }

    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }

    public Fault? Next(string verb, string resource, string? name)
    {
        lock (_lock)
        {
            Fault? fault = null;
            foreach (var entry in _entries.Where(entry => Fits(entry.Rule, verb, resource, name)))
            {
                entry.Seen++;
                if (fault is not null || (entry.Rule.Nth != 0 && entry.Rule.Nth != entry.Seen))
                    continue;
                entry.Hits++;
                fault = entry.Rule.Fault;
            }

            return fault;
        }
    }

    /// <summary>The rules as they were given, each with <c>seen</c> (requests that fit) and <c>hits</c> (those that met the fault).</summary>
    public JsonArray Describe()
    {
        lock (_lock)
        {
            return new JsonArray([.. _entries.Select(entry =>
            {
                var description = (JsonObject)JsonReading.Parse(Encoding.UTF8.GetBytes(entry.Rule.Text))!;
                description["seen"] = entry.Seen;
                description["hits"] = entry.Hits;
                return (JsonNode)description;
            })]);
        }
    }

    private static bool Fits(FaultRule rule, string verb, string resource, string? name) =>
        (rule.Verb is "*" || rule.Verb == verb) && (rule.Resource is "*" || rule.Resource == resource) && (rule.Name is null || rule.Name == name);

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;
        public int Seen { get; set; }
        public int Hits { get; set; }
    }
}
