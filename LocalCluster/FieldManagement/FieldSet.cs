using System.Text.Json.Nodes;

namespace LocalCluster.FieldManagement;

/// <summary>
/// A set of paths in an object, as a tree. A step is written as in <c>fieldsV1</c>: <c>f:name</c>, <c>k:{"name":"a"}</c>, <c>v:"a"</c>, <c>i:0</c>.
/// Operations give new sets, which share what is equal, and leave their operands alone; only <see cref="Add"/> and <see cref="Put"/> change one.
/// </summary>
internal sealed class FieldSet
{
    // In ordinal order.
    private string[] _steps = [];
    private FieldSet[] _below = [];
    private int _count;

    /// <summary>The path that ends here belongs to the set.</summary>
    public bool IsMember { get; set; }

    public bool IsEmpty => !IsMember && _count == 0;

    public static FieldSet Of(params IEnumerable<string[]> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
            set.Add(path.Select(name => $"f:{name}"));
        return set;
    }

    /// <summary>What lies below a step.</summary>
    public FieldSet? At(string step) => Place(step) is >= 0 and var place ? _below[place] : null;

    public void Add(IEnumerable<string> path)
    {
        var node = this;
        foreach (var step in path)
        {
            if (node.At(step) is not { } child)
                node.Put(step, child = new FieldSet());
            node = child;
        }

        // The root is no path.
        node.IsMember = node != this;
    }

    /// <summary>Puts a set below a step, in place of what was there.</summary>
    public void Put(string step, FieldSet below)
    {
        var place = Place(step);
        if (place >= 0)
            _below[place] = below;
        else
            Insert(~place, step, below);
    }

    public FieldSet Union(FieldSet other) =>
        other.IsEmpty ? this : IsEmpty ? other : Combine(other, (a, b) => a || b, keepsLeft: true, keepsRight: true);

    public FieldSet Intersection(FieldSet other) => Combine(other, (a, b) => a && b, keepsLeft: false, keepsRight: false);

    /// <summary>Without exactly these paths.</summary>
    public FieldSet Difference(FieldSet other) => other.IsEmpty ? this : Combine(other, (a, b) => a && !b, keepsLeft: true, keepsRight: false);

    /// <summary>Without these paths and all below them.</summary>
    public FieldSet Without(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember };
        for (var i = 0; i < _count; i++)
        {
            if (other.At(_steps[i]) is not { } removed)
                result.Append(_steps[i], _below[i]);
            else if (!removed.IsMember && _below[i].Without(removed) is { IsEmpty: false } rest)
                result.Append(_steps[i], rest);
        }

        return result;
    }

    /// <summary>Only what lies at or below these paths.</summary>
    public FieldSet Within(FieldSet other)
    {
        var result = new FieldSet();
        for (var i = 0; i < _count; i++)
        {
            if (other.At(_steps[i]) is { } kept && (kept.IsMember ? _below[i] : _below[i].Within(kept)) is { IsEmpty: false } part)
                result.Append(_steps[i], part);
        }

        return result;
    }

    /// <summary>With every declared field on the way to a member as a member of its own.</summary>
    public FieldSet WithNamedFields(MergeType type)
    {
        var result = new FieldSet { IsMember = IsMember };
        for (var i = 0; i < _count; i++)
        {
            var below = _below[i].WithNamedFields(type.At(_steps[i]));
            if (type.Declares(_steps[i]))
                below.IsMember = true;
            result.Append(_steps[i], below);
        }

        return result;
    }

    /// <summary>All paths, those of one level before those below it.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths()
    {
        for (var i = 0; i < _count; i++)
        {
            if (_below[i].IsMember)
                yield return [_steps[i]];
        }

        for (var i = 0; i < _count; i++)
        {
            foreach (var rest in _below[i].Paths())
                yield return [_steps[i], .. rest];
        }
    }

    public bool SetEquals(FieldSet other)
    {
        if (IsMember != other.IsMember || _count != other._count)
            return false;
        for (var i = 0; i < _count; i++)
        {
            if (_steps[i] != other._steps[i] || !_below[i].SetEquals(other._below[i]))
                return false;
        }

        return true;
    }

    /// <summary>As <c>fieldsV1</c>.</summary>
    public JsonObject ToJson()
    {
        var result = new JsonObject();
        if (IsMember && _count > 0)
            result["."] = new JsonObject();
        for (var i = 0; i < _count; i++)
            result[_steps[i]] = _below[i].ToJson();
        return result;
    }

    public static FieldSet FromJson(JsonObject? fields)
    {
        var set = Read(fields ?? []);
        set.IsMember = false;
        return set;
    }

    /// <summary>Whether one of these paths is written in <paramref name="fields"/>, which is as <see cref="ToJson"/> makes it.</summary>
    public bool Overlaps(JsonObject? fields)
    {
        for (var i = 0; i < _count; i++)
        {
            if (fields?[_steps[i]] is JsonObject below && ((_below[i].IsMember && HoldsMember(below)) || _below[i].Overlaps(below)))
                return true;
        }

        return false;
    }

    /// <summary>Whether all of these paths are written in <paramref name="fields"/>, which is as <see cref="ToJson"/> makes it.</summary>
    public bool IsWithin(JsonObject? fields)
    {
        for (var i = 0; i < _count; i++)
        {
            if (fields?[_steps[i]] is not JsonObject below || (_below[i].IsMember && !HoldsMember(below)) || !_below[i].IsWithin(below))
                return false;
        }

        return true;
    }

    private static FieldSet Read(JsonObject fields)
    {
        var set = new FieldSet { IsMember = HoldsMember(fields) };
        foreach (var (step, below) in fields)
        {
            if (step is not "." && below is JsonObject map)
                set.Put(step, Read(map));
        }

        return set;
    }

    private static bool HoldsMember(JsonObject fields) => fields.Count == 0 || fields.ContainsKey(".");

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> isMember, bool keepsLeft, bool keepsRight)
    {
        var result = new FieldSet { IsMember = isMember(IsMember, other.IsMember) };
        for (var (left, right) = (0, 0); left < _count || right < other._count;)
        {
            var order = left == _count ? 1 : right == other._count ? -1 : string.CompareOrdinal(_steps[left], other._steps[right]);
            if (order < 0)
            {
                if (keepsLeft)
                    result.Append(_steps[left], _below[left]);
                left++;
            }
            else if (order > 0)
            {
                if (keepsRight)
                    result.Append(other._steps[right], other._below[right]);
                right++;
            }
            else
            {
                if (_below[left].Combine(other._below[right], isMember, keepsLeft, keepsRight) is { IsEmpty: false } both)
                    result.Append(_steps[left], both);
                (left, right) = (left + 1, right + 1);
            }
        }

        return result;
    }

    private void Append(string step, FieldSet below) => Insert(_count, step, below);

    private void Insert(int place, string step, FieldSet below)
    {
        if (_count == _steps.Length)
        {
            var capacity = Math.Max(4, _count * 2);
            Array.Resize(ref _steps, capacity);
            Array.Resize(ref _below, capacity);
        }

        Array.Copy(_steps, place, _steps, place + 1, _count - place);
        Array.Copy(_below, place, _below, place + 1, _count - place);
        (_steps[place], _below[place], _count) = (step, below, _count + 1);
    }

    /// <summary>The complement of where it would stand, if it is not there.</summary>
    private int Place(string step)
    {
        // What comes in order, as it mostly does, is found to be the last at once.
        if (_count == 0 || string.CompareOrdinal(_steps[_count - 1], step) < 0)
            return ~_count;
        return Array.BinarySearch(_steps, 0, _count, step, StringComparer.Ordinal);
    }
}
