namespace Kubernetes.Client.Watching;

/// <summary>Which object of a kind. The namespace is empty for kinds without one.</summary>
public readonly record struct ObjectKey(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
