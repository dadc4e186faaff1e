namespace Kubernetes.Client.Watching;

/// <summary>A second way to find objects, such as by owner or by label.</summary>
/// <param name="Name">Unique in its store.</param>
/// <param name="Values">Under which values one object is found; none leaves it out.</param>
public sealed record StoreIndex<T>(string Name, Func<Stored<T>, IEnumerable<string>> Values);
