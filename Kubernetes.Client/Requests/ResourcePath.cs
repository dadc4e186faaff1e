namespace Kubernetes.Client.Requests;

/// <summary>Where the server keeps a kind, and one object of it.</summary>
internal static class ResourcePath
{
    /// <summary>A null namespace means all namespaces, or a kind without any.</summary>
    public static string Collection(KubernetesResource resource, string? @namespace)
    {
        if (@namespace is not null && !resource.Namespaced)
            throw new ArgumentException($"{resource.Kind} has no namespace; leave out '{@namespace}'.", nameof(@namespace));

        var root = resource.Group.Length == 0 ? $"/api/{resource.Version}" : $"/apis/{resource.Group}/{resource.Version}";
        return @namespace is null ? $"{root}/{resource.Plural}" : $"{root}/namespaces/{Segment(@namespace, nameof(@namespace))}/{resource.Plural}";
    }

    public static string Object(KubernetesResource resource, string? @namespace, string name, string? subresource = null)
    {
        if (@namespace is null && resource.Namespaced)
            throw new ArgumentNullException(nameof(@namespace), $"A {resource.Kind} lives in a namespace; say which.");

        var path = $"{Collection(resource, @namespace)}/{Segment(name, nameof(name))}";
        return subresource is null ? path : $"{path}/{subresource}";
    }

    // Names come from users' objects: "../secrets/x" must never become a walk to another path.
    public static bool IsSegment(string value) =>
        value is not ("" or "." or "..") && !value.Contains('/', StringComparison.Ordinal) && !value.Contains('%', StringComparison.Ordinal);

    private static string Segment(string value, string parameter) =>
        !IsSegment(value)
            ? throw new ArgumentException($"'{value}' cannot be part of a path; a Kubernetes name has no '/', no '%' and is not '.' or '..'.", parameter)
            : Uri.EscapeDataString(value);
}
