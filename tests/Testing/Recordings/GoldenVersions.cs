using System.Text.Json.Nodes;

namespace Testing.Recordings;

/// <summary>The member <c>versions</c> of a case: a key such as <c>3.5.7=4.0.1</c> names all versions with an equal result.</summary>
public static class GoldenVersions
{
    /// <summary>One entry per version, oldest first. Entries of one key share their node.</summary>
    public static IReadOnlyList<(string Version, JsonObject Result)> Expand(JsonObject @case) =>
        [.. (@case["versions"] as JsonObject ?? [])
            .SelectMany(entry => entry.Key.Split('=').Select(version => (version, entry.Value!.AsObject())))
            .OrderBy(entry => Version.Parse(entry.version))];
}
