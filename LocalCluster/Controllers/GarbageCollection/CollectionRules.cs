using System.Collections.Immutable;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>How an owner stands, as far as a dependent is concerned.</summary>
internal enum OwnerState
{
    /// <summary>It lives, or is being deleted without waiting for anybody.</summary>
    Solid,

    /// <summary>No object has this UID.</summary>
    Absent,

    /// <summary>It is being deleted in the foreground: it goes after its dependents.</summary>
    Waiting,
}

/// <summary>What to do with a dependent.</summary>
internal abstract record Verdict
{
    private Verdict() { }

    public sealed record Keep : Verdict;

    /// <summary>Delete it; <paramref name="InForeground"/> when dependents of its own block it.</summary>
    public sealed record Delete(bool InForeground) : Verdict;

    /// <summary>It lives on; these references are taken off.</summary>
    public sealed record Release(ImmutableArray<string> OwnerUids) : Verdict;
}

/// <summary>The collector's rules: an object goes when none of its owners is left.</summary>
internal static class CollectionRules
{
    public static Verdict Judge(OwnedObject dependent, Func<Owner, OwnerState> stateOf, bool hasBlockingDependents)
    {
        if (dependent.Owners.IsEmpty || dependent.IsDeleting)
            return new Verdict.Keep();

        var states = dependent.Owners.Select(owner => (owner.Uid, State: stateOf(owner))).ToList();
        var doomed = states.Where(one => one.State is not OwnerState.Solid).Select(one => one.Uid).ToImmutableArray();
        if (doomed.IsEmpty)
            return new Verdict.Keep();
        if (doomed.Length < states.Count)
            return new Verdict.Release(doomed);

        var anyWaits = states.Any(one => one.State is OwnerState.Waiting);
        return new Verdict.Delete(InForeground: anyWaits && hasBlockingDependents);
    }
}
