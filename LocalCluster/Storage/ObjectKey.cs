namespace LocalCluster.Storage;

/// <summary>Where an object lies. <paramref name="Resource"/> is <c>plural</c> or <c>plural.group</c>; the namespace of a cluster-wide object is empty.</summary>
public readonly record struct ObjectKey(string Resource, string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? $"{Resource}/{Name}" : $"{Resource}/{Namespace}/{Name}";
}
