using System.Text.Json.Nodes;

namespace Cli.Cluster;

/// <summary>The files of <c>crds/</c>, which are part of the program.</summary>
internal static class EmbeddedDefinitions
{
    private const string Prefix = "crds/";

    public static IReadOnlyList<(string Name, string Text)> Read()
    {
        var assembly = typeof(EmbeddedDefinitions).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return (name[Prefix.Length..], reader.ReadToEnd());
        })];
    }

    /// <summary>Whether the cluster serves a definition as it is stored.</summary>
    public static bool IsEstablished(JsonNode definition) => definition["status"]?["conditions"]?.AsArray()
        .Any(condition => condition!["type"]?.GetValue<string>() == "Established" && condition["status"]?.GetValue<string>() == "True") == true;
}
