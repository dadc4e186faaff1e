using System.Text.Json.Nodes;

namespace LocalCluster.FieldManagement;

/// <summary>
/// A set of paths in an object, as a tree. A step is written as in <c>fieldsV1</c>: <c>f:name</c>, <c>k:{"name":"a"}</c>, <c>v:"a"</c>, <c>i:0</c>.
/// Operations give new sets and leave their operands alone; only <see cref="Add"/> changes one.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>The path that ends here belongs to the set.</summary>
    public bool IsMember { get; private set; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !IsMember && _children.Count == 0;

    public static FieldSet Of(params IEnumerable<string[]> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
            set.Add(path.Select(name => $"f:{name}"));
        return set;
    }

    public void Add(IEnumerable<string> path)
    {
        var node = this;
        foreach (var step in path)
        {
            if (!node._children.TryGetValue(step, out var child))
                node._children[step] = child = new FieldSet();
            node = child;
        }

        // The root is no path.
        node.IsMember = node != this;
    }

    public FieldSet Union(FieldSet other) => Combine(other, (a, b) => a || b, keepsLeft: true, keepsRight: true);

    public FieldSet Intersection(FieldSet other) => Combine(other, (a, b) => a && b, keepsLeft: false, keepsRight: false);

    /// <summary>Without exactly these paths.</summary>
    public FieldSet Difference(FieldSet other) => Combine(other, (a, b) => a && !b, keepsLeft: true, keepsRight: false);

    /// <summary>Without these paths and all below them.</summary>
    public FieldSet Without(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember };
        foreach (var (step, child) in _children)
        {
            if (!other._children.TryGetValue(step, out var removed))
                result._children[step] = child;
            else if (!removed.IsMember && child.Without(removed) is { IsEmpty: false } rest)
                result._children[step] = rest;
        }

        return result;
    }

    /// <summary>Only what lies at or below these paths.</summary>
    public FieldSet Within(FieldSet other)
    {
        var result = new FieldSet();
        foreach (var (step, child) in _children)
        {
            if (other._children.TryGetValue(step, out var kept) && (kept.IsMember ? child : child.Within(kept)) is { IsEmpty: false } part)
                result._children[step] = part;
        }

        return result;
    }

    /// <summary>With every declared field on the way to a member as a member of its own.</summary>
    public FieldSet WithNamedFields(MergeType type)
    {
        var result = new FieldSet { IsMember = IsMember };
        foreach (var (step, child) in _children)
        {
            var below = child.WithNamedFields(type.At(step));
            if (type.Declares(step))
                below.IsMember = true;
            result._children[step] = below;
        }

        return result;
    }

    /// <summary>All paths, those of one level before those below it.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths()
    {
        foreach (var (step, child) in _children.Where(pair => pair.Value.IsMember))
            yield return [step];
        foreach (var (step, child) in _children)
        {
            foreach (var rest in child.Paths())
                yield return [step, .. rest];
        }
    }

    public bool SetEquals(FieldSet other) =>
        IsMember == other.IsMember && _children.Count == other._children.Count
        && _children.All(pair => other._children.TryGetValue(pair.Key, out var same) && pair.Value.SetEquals(same));

    /// <summary>As <c>fieldsV1</c>.</summary>
    public JsonObject ToJson()
    {
        var result = new JsonObject();
        if (IsMember && _children.Count > 0)
            result["."] = new JsonObject();
        foreach (var (step, child) in _children)
            result[step] = child.ToJson();
        return result;
    }

    public static FieldSet FromJson(JsonObject? fields)
    {
        var set = Read(fields ?? []);
        set.IsMember = false;
        return set;
    }

    private static FieldSet Read(JsonObject fields)
    {
        var set = new FieldSet { IsMember = fields.Count == 0 || fields.ContainsKey(".") };
        foreach (var (step, below) in fields)
        {
            if (step is not "." && below is JsonObject map)
                set._children[step] = Read(map);
        }

        return set;
    }

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> isMember, bool keepsLeft, bool keepsRight)
    {
        var result = new FieldSet { IsMember = isMember(IsMember, other.IsMember) };
        foreach (var (step, child) in _children)
        {
            if (other._children.TryGetValue(step, out var match))
            {
                if (child.Combine(match, isMember, keepsLeft, keepsRight) is { IsEmpty: false } both)
                    result._children[step] = both;
            }
            else if (keepsLeft)
                result._children[step] = child;
        }

        foreach (var (step, child) in keepsRight ? other._children : [])
            _ = result._children.TryAdd(step, child);
        return result;
    }
}
