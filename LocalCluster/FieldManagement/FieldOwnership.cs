using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Types;

namespace LocalCluster.FieldManagement;

/// <summary>Who writes, through which door, and when.</summary>
/// <param name="Now">RFC 3339 in seconds.</param>
internal sealed record FieldWriter(ResourceKind Kind, string Subresource, string Manager, string Now)
{
    public ManagedEntry Entry(string operation) => new(Manager, operation, Kind.ApiVersion, Subresource, null) { Fields = new FieldSet() };
}

/// <summary>
/// Field ownership as a real server keeps it (its field manager and structured-merge-diff): an update owns what it changed, an
/// apply owns what it says. Pure: objects and a time go in, a new object comes out.
/// </summary>
internal static class FieldOwnership
{
    // Updaters beyond these are put together, the oldest first.
    private const int UpdatersKept = 10;

    private const string BeforeFirstApply = "before-first-apply";

    private const string Ancient = "ancient-changes";

    // What the server writes, or what names the object, belongs to nobody.
    private static readonly FieldSet Nobodys = FieldSet.Of(
        ["apiVersion"], ["kind"], ["metadata"], ["metadata", "name"], ["metadata", "namespace"], ["metadata", "creationTimestamp"], ["metadata", "selfLink"],
        ["metadata", "uid"], ["metadata", "generation"], ["metadata", "managedFields"], ["metadata", "resourceVersion"]);

    /// <summary>Sets <c>metadata.managedFields</c> of <paramref name="changed"/> after an ordinary write. <paramref name="live"/> is null at a creation.</summary>
    public static void Update(FieldWriter writer, JsonObject? live, JsonObject changed)
    {
        var metadata = changed.Ensure("metadata");
        var given = metadata["managedFields"];
        _ = metadata.Remove("managedFields");
        var known = Known(writer, live, given);
        // Who has asked for no owners, by a reset, is not tracked until somebody applies.
        if (live is null || known.Entries.Count > 0)
            known = Updated(writer, known, live ?? Empty(writer.Kind), changed);
        if (known.ToJson() is { } entries)
            metadata["managedFields"] = entries;
    }

    /// <summary>The live object with the configuration applied to it, owners included.</summary>
    /// <exception cref="Refusal">It does not fit the type, or others own what it changes.</exception>
    public static JsonObject Apply(FieldWriter writer, JsonObject? live, JsonObject applied, bool force)
    {
        var type = MergeType.Of(writer.Kind);
        if (AppliedTypes.Misfits(type, applied) is { Count: > 0 } misfits)
            throw NotTyped(writer.Kind, applied, misfits);

        var before = (live ?? Empty(writer.Kind)).Clone();
        var known = ManagedFields.OfStored(live?["metadata"]?["managedFields"]);
        _ = before.ObjectAt("metadata")?.Remove("managedFields");
        if (known.Entries.Count == 0 && live is not null)
            known = Updated(writer with { Manager = BeforeFirstApply, Subresource = "" }, known, Empty(writer.Kind), before);

        var isLastApplied = writer.Manager is "kubectl";
        var outcome = Merged(writer, type, known, before, applied, force, isLastApplied ? LastApplied.FieldsOf(type, before) : new FieldSet());
        if (isLastApplied)
            LastApplied.Refresh(outcome.Object, applied);
        if (outcome.Owners.ToJson() is { } entries)
            outcome.Object.Ensure("metadata")["managedFields"] = entries;
        return outcome.Object;
    }

    private static (JsonObject Object, ManagedFields Owners) Merged(
        FieldWriter writer, MergeType type, ManagedFields known, JsonObject live, JsonObject applied, bool force, FieldSet forced)
    {
        var ignored = ResetFields.Of(writer.Kind, writer.Subresource);
        var self = writer.Entry("Apply");
        var last = known.Find(self);
        self = self with { Fields = ignored(TypedWalks.FieldsOf(type, applied)).Difference(Nobodys), Time = last?.Time };
        var owners = known.With(self);
        var merged = (JsonObject)TypedMerge.Merge(type, live, applied)!;
        if (last is not null)
            merged = Pruned(type, merged, owners, last.Fields);

        var changes = TypedWalks.Compare(type, live, merged).Filter(ignored);
        var touched = changes.Modified.Union(changes.Added);
        var conflicts = owners.Entries.Where(entry => entry.Identity != self.Identity)
            .Select(entry => (entry, fields: entry.Fields.Intersection(touched).Difference(forced)))
            .Where(conflict => !conflict.fields.IsEmpty).ToList();
        if (!force && conflicts.Count > 0)
            throw Conflict(conflicts);

        owners = owners.WithoutForOthers(self, touched).WithoutForOthers(self, changes.Removed);
        if (!JsonNode.DeepEquals(live, merged))
            owners = owners.With(self with { Time = writer.Now });
        return (merged, owners);
    }

    /// <summary>Takes out what this manager applied last time and no more, unless somebody else owns it.</summary>
    private static JsonObject Pruned(MergeType type, JsonObject merged, ManagedFields owners, FieldSet last)
    {
        var before = last.WithNamedFields(type);
        var all = TypedWalks.FieldsOf(type, merged).WithNamedFields(type);
        var pruned = Without(type, merged, before);
        var owned = owners.Entries.Aggregate(new FieldSet(), (sum, entry) => sum.Union(entry.Fields)).WithNamedFields(type);
        pruned = Without(type, merged, all.Difference(TypedWalks.FieldsOf(type, pruned).WithNamedFields(type).Union(owned)));
        return Without(type, merged, all.Difference(TypedWalks.FieldsOf(type, pruned).WithNamedFields(type)).Intersection(before));
    }

    private static JsonObject Without(MergeType type, JsonObject o, FieldSet paths) => TypedMerge.Remove(type, o, paths) as JsonObject ?? [];

    private static ManagedFields Known(FieldWriter writer, JsonObject? live, JsonNode? given)
    {
        // A subresource is no way to write owners.
        if (writer.Subresource.Length == 0 && ManagedFields.IsReset(given))
            return ManagedFields.None;
        var stored = live?["metadata"]?["managedFields"];
        // Mostly a client sends back what it has read.
        var own = writer.Subresource.Length > 0 || (live is not null && JsonNode.DeepEquals(given, stored)) ? ManagedFields.None : ManagedFields.Read(given);
        return own.Entries.Count > 0 ? own : ManagedFields.OfStored(stored);
    }

    private static ManagedFields Updated(FieldWriter writer, ManagedFields known, JsonObject live, JsonObject changed)
    {
        var type = MergeType.Of(writer.Kind);
        var self = writer.Entry("Update");
        var changes = TypedWalks.Compare(type, live, changed).Filter(ResetFields.Of(writer.Kind, writer.Subresource));
        // Owners are no field of their own.
        var touched = changes.Modified.Union(changes.Added).Without(FieldSet.Of(["metadata", "managedFields"]));
        var owners = known.WithoutForOthers(self, touched).WithoutForOthers(self, changes.Removed);
        var taken = touched.Difference(Nobodys);
        var last = known.Find(self);
        if (taken.IsEmpty)
            return last is null ? owners : owners.With(last.Without(changes.Removed));
        return Capped(owners.With((last ?? self).Without(changes.Removed).Including(taken) with { Time = writer.Now }));
    }

    private static ManagedFields Capped(ManagedFields owners)
    {
        var updaters = owners.Entries.Where(entry => entry.Operation is "Update").OrderBy(entry => entry.Time ?? "", StringComparer.Ordinal).ToList();
        if (updaters.Count <= UpdatersKept)
            return owners;
        // The newest of those that are put together tells the time of all.
        var old = updaters.Take(updaters.Count - UpdatersKept + 1).ToList();
        var version = old[0].ApiVersion;
        var merged = old.Where(entry => entry.ApiVersion == version).ToList();
        var ancient = new ManagedEntry(Ancient, "Update", version, "", merged[^1].Time) { Fields = merged.Aggregate(new FieldSet(), (sum, entry) => sum.Union(entry.Fields)) };
        return new ManagedFields([.. owners.Entries.Where(entry => !merged.Contains(entry)), ancient]);
    }

    private static JsonObject Empty(ResourceKind kind) => kind.Type is { } type ? TypedReading.Read(type, [], out _) : [];

    private static Refusal NotTyped(ResourceKind kind, JsonObject applied, List<string> misfits)
    {
        var metadata = applied.ObjectAt("metadata");
        var version = kind.Group.Length == 0 ? $"/{kind.Version}" : kind.ApiVersion;
        var text = misfits.Count == 1 ? misfits[0] : $"errors:\n{string.Join("\n", misfits.Select(misfit => $"  {misfit}"))}";
        return Refusals.Of(500, null, $"failed to create typed patch object ({metadata.TextAt("namespace")}/{metadata.TextAt("name")}; {version}, Kind={kind.Kind}): {text}");
    }

    private static Refusal Conflict(List<(ManagedEntry Owner, FieldSet Fields)> conflicts)
    {
        var paths = conflicts.SelectMany(conflict => conflict.Fields.Paths().Select(path => (Manager: conflict.Owner.Text, Path: FieldSteps.Text(path)))).ToList();
        var text = paths is [var one]
            ? $"Apply failed with 1 conflict: conflict with {one.Manager}: {one.Path}"
            : $"Apply failed with {paths.Count} conflicts: {string.Join("\n", paths.GroupBy(path => path.Manager).OrderBy(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group => group.Select(path => $"- {path.Path}").Prepend($"conflicts with {group.Key}:")))}";
        return Refusals.Of(409, "Conflict", text, new JsonObject
        {
            ["causes"] = new JsonArray([.. paths.Select(path => new JsonObject { ["reason"] = "FieldManagerConflict", ["message"] = $"conflict with {path.Manager}", ["field"] = path.Path })]),
        });
    }
}
