using System.Text.Json.Nodes;

namespace Shared.Contracts.Tests.Crds;

/// <summary>Reads a structural schema by paths such as <c>spec.deps.jars[]</c> and <c>spec.sparkConf{}</c>.</summary>
internal static class SchemaWalk
{
    /// <summary>The node as a line of the list of original fields; ends after the path when there is none.</summary>
    public static string Describe(JsonObject root, string path)
    {
        var (node, required) = Find(root, path);
        if (node is null)
            return $"{path}\tmissing";

        return string.Join('\t', path, Text(node, "type", node["x-kubernetes-int-or-string"] is null ? "" : "int-or-string"), Text(node, "format"),
            required ? "true" : "false", string.Join(',', node["enum"]?.AsArray().Select(word => word!.GetValue<string>()) ?? []),
            Text(node, "minimum"), Text(node, "maximum"), Text(node, "pattern"), node["nullable"]?.GetValue<bool>() == true ? "true" : "false");
    }

    /// <summary>Paths of all fields outside of Kubernetes' own types.</summary>
    public static IEnumerable<string> ClosedFields(JsonObject node, string path = "")
    {
        if (path.Length > 0)
            yield return path;

        if (node["x-kubernetes-preserve-unknown-fields"] is not null)
            yield break;

        foreach (var (name, child) in node["properties"]?.AsObject() ?? [])
        {
            foreach (var found in ClosedFields(child!.AsObject(), path.Length == 0 ? name : $"{path}.{name}"))
                yield return found;
        }

        if (node["items"] is JsonObject item && item["x-kubernetes-preserve-unknown-fields"] is null)
        {
            foreach (var found in ClosedFields(item, $"{path}[]"))
                yield return found;
        }

        if (node["additionalProperties"] is JsonObject value)
        {
            foreach (var found in ClosedFields(value, $"{path}{{}}"))
                yield return found;
        }
    }

    /// <summary>Fields outside of Kubernetes' own types without a description.</summary>
    public static IEnumerable<string> Silent(JsonObject root, string path) =>
        ClosedFields(root, path).Where(field => !field.EndsWith(']') && !field.EndsWith('}')
            && Find(root, field[path.Length..].TrimStart('.')).Node!["description"] is null);

    private static (JsonObject? Node, bool Required) Find(JsonObject root, string path)
    {
        var (node, required) = ((JsonObject?)root, path == ".");
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.TrimEnd('[', ']', '{', '}');
            required = node?["required"]?.AsArray().Any(word => word!.GetValue<string>() == name) == true;
            node = node?["properties"]?[name]?.AsObject();
            for (var rest = part[name.Length..]; rest.Length > 0; rest = rest[2..])
            {
                node = node?[rest[0] == '[' ? "items" : "additionalProperties"]?.AsObject();
                required = false;
            }
        }

        return (node, required);
    }

    private static string Text(JsonObject node, string name, string otherwise = "") => node[name]?.ToString() ?? otherwise;
}
