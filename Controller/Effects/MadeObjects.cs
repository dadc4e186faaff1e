using Controller.Objects;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;

namespace Controller.Effects;

/// <summary>
/// UIDs of what this process has made for each application, so that it can be deleted without a look at it first. What is not known here is looked at:
/// to forget costs a read and nothing else.
/// </summary>
internal sealed class MadeObjects
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectKey, Shelf> _shelves = [];

    public void Remember(ObjectRecord owner, KubernetesResource resource, string name, string uid)
    {
        lock (_gate)
            ShelfOf(owner).Uids[(resource, name)] = uid;
    }

    /// <summary>It was made before now, and not deleted since.</summary>
    public bool Knows(ObjectRecord owner, KubernetesResource resource, string name)
    {
        lock (_gate)
            return Find(owner) is { } shelf && shelf.Uids.ContainsKey((resource, name));
    }

    /// <summary>All that this attempt is made of has been remembered, whoever made it.</summary>
    public void Complete(ObjectRecord owner, string submissionId)
    {
        lock (_gate)
            ShelfOf(owner).CompleteAttempt = submissionId;
    }

    /// <summary>False when it is certain that the attempt has no such object.</summary>
    public bool MayExist(ObjectRecord owner, string submissionId, KubernetesResource resource, string name)
    {
        lock (_gate)
            return Find(owner) is not { } shelf || shelf.CompleteAttempt != submissionId || shelf.Uids.ContainsKey((resource, name));
    }

    /// <summary>Something of the owner's was made before now, and not deleted since.</summary>
    public bool Knows(ObjectRecord owner)
    {
        lock (_gate)
            return Find(owner) is { Uids.Count: > 0 };
    }

    /// <summary>The UID, once: whether its deletion works out is not known here. Null when it is not known.</summary>
    public string? Take(ObjectRecord owner, KubernetesResource resource, string name)
    {
        lock (_gate)
        {
            if (Find(owner) is not { } shelf || !shelf.Uids.Remove((resource, name), out var uid))
                return null;
            shelf.CompleteAttempt = null;
            if (shelf.Uids.Count == 0)
                _ = _shelves.Remove(owner.Key);
            return uid;
        }
    }

    public void Forget(ObjectKey owner)
    {
        lock (_gate)
            _ = _shelves.Remove(owner);
    }

    private Shelf? Find(ObjectRecord owner) => _shelves.TryGetValue(owner.Key, out var shelf) && shelf.OwnerUid == owner.Uid ? shelf : null;

    private Shelf ShelfOf(ObjectRecord owner) => Find(owner) ?? (_shelves[owner.Key] = new Shelf(owner.Uid));

    private sealed class Shelf(string ownerUid)
    {
        public string OwnerUid { get; } = ownerUid;

        public Dictionary<(KubernetesResource Resource, string Name), string> Uids { get; } = [];

        public string? CompleteAttempt { get; set; }
    }
}
