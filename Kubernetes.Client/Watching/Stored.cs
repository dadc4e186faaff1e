namespace Kubernetes.Client.Watching;

/// <summary>One object in a <see cref="Store{T}"/>.</summary>
/// <param name="Key">Namespace and name.</param>
/// <param name="Uid">Of the object with this name; another one after it was deleted and made again.</param>
/// <param name="ResourceVersion">To be compared for equality only.</param>
/// <param name="Value">What was decoded of it.</param>
public sealed record Stored<T>(ObjectKey Key, string Uid, string ResourceVersion, T Value);

/// <summary>An object that is there and cannot be read.</summary>
public sealed record SetAside(ObjectKey Key, string Uid, string ResourceVersion, string Problem);

/// <summary>
/// What happened to one key. <paramref name="Old"/> is null when it is new; <paramref name="New"/> is null when it is gone, or when it is
/// <paramref name="Aside"/>, which is not the same: the object exists.
/// </summary>
public sealed record StoreChange<T>(ObjectKey Key, Stored<T>? Old, Stored<T>? New, SetAside? Aside = null);
