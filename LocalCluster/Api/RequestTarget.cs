namespace LocalCluster.Api;

/// <summary>What a path names, in the words of RBAC. <paramref name="Resource"/> is null for a path that is no resource.</summary>
internal sealed record RequestTarget(string Group, string Version, string? Resource, string? Namespace, string? Name, string? Subresource, string Rest = "")
{
    /// <summary>The old way to ask for a watch: <c>/api/v1/watch/...</c>.</summary>
    public bool IsWatchPath { get; private init; }

    /// <summary>Reads <c>/api/v1/...</c> and <c>/apis/group/version/...</c>; null for every other path.</summary>
    public static RequestTarget? Parse(string path)
    {
        var parts = path.Trim('/').Split('/');
        (string Group, string Version, int At)? root = parts switch
        {
            ["api", var version, ..] => ("", version, 2),
            ["apis", var group, var version, ..] => (group, version, 3),
            _ => null,
        };
        if (root is not { } found || parts.Length == found.At)
            return null;

        var rest = parts[found.At..].Select(Uri.UnescapeDataString).ToArray();
        if (rest is ["watch", _, ..] && Parse(found, rest[1..]) is { } watched)
            return watched with { IsWatchPath = true };
        return Parse(found, rest);
    }

    private static RequestTarget? Parse((string Group, string Version, int At) found, string[] rest)
    {
        // An empty namespace is all of them; nothing else may be empty.
        if (rest.Where((part, at) => part.Length == 0 && !(at == 1 && rest.Length > 2 && rest[0] is "namespaces")).Any())
            return null;
        return rest switch
        {
            ["namespaces"] => new(found.Group, found.Version, "namespaces", null, null, null),
            ["namespaces", var name] => new(found.Group, found.Version, "namespaces", name, name, null),
            ["namespaces", var name, "status" or "finalize"] => new(found.Group, found.Version, "namespaces", name, name, rest[2]),
            ["namespaces", "", var resource] => new(found.Group, found.Version, resource, null, null, null),
            ["namespaces", "", ..] => null,
            ["namespaces", var ns, var resource] => new(found.Group, found.Version, resource, ns, null, null),
            ["namespaces", var ns, var resource, var name] => new(found.Group, found.Version, resource, ns, name, null),
            ["namespaces", var ns, var resource, var name, var sub, ..] => new(found.Group, found.Version, resource, ns, name, sub, string.Join('/', rest[5..])),
            [var resource] => new(found.Group, found.Version, resource, null, null, null),
            [var resource, var name] => new(found.Group, found.Version, resource, null, name, null),
            [var resource, var name, var sub, ..] => new(found.Group, found.Version, resource, null, name, sub, string.Join('/', rest[3..])),
            _ => null,
        };
    }

    /// <summary>The verb that RBAC knows for a method on this target.</summary>
    public string Verb(string method, QueryParameters query) => method switch
    {
        "GET" or "HEAD" when query.Flag("watch") && (Name is null || IsWatchPath) => "watch",
        "GET" or "HEAD" => Name is null ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => Name is null ? "deletecollection" : "delete",
        _ => method.ToLowerInvariant(),
    };
}
