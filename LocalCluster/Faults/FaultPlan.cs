using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Faults;

/// <summary>
/// The rules in force, with how often each was met. Of several that fit a request, the first wins; all count it. Which requests a rule with a chance hits
/// depends on the seed and on the rule's own requests, so that a run can be repeated.
/// </summary>
internal sealed class FaultPlan(int seed = 1)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    public void Add(ImmutableArray<FaultRule> rules)
    {
        lock (_lock)
            _entries.AddRange(rules.Select((rule, index) => new Entry(rule, new Random(HashCode(seed, _entries.Count + index)))));
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
                if (!entry.IsHit() || fault is not null)
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

    /// <summary>Whether some rule asks for a name, so that the names of objects to be created must be read.</summary>
    public bool NeedsNames
    {
        get
        {
            lock (_lock)
                return _entries.Any(entry => entry.Rule.Name is not null);
        }
    }

    // Not the framework's, which differs from process to process.
    private static int HashCode(int seed, int index) => unchecked((seed * 397) ^ (index * 7919));

    private sealed class Entry(FaultRule rule, Random chance)
    {
        public FaultRule Rule { get; } = rule;
        public int Seen { get; private set; }
        public int Hits { get; set; }

        /// <summary>Counts one more request that fits, and says whether the rule hits it.</summary>
        public bool IsHit()
        {
            var place = ++Seen - Math.Max(1, Rule.Nth);
            return place >= 0 && place < Rule.Times && (Rule.Chance >= 1 || chance.NextDouble() < Rule.Chance);
        }
    }
}
