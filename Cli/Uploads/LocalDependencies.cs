using System.Text.Json.Nodes;

namespace Cli.Uploads;

/// <summary>Finds the files of this machine that an application names, and puts addresses in their place. Pure.</summary>
internal static class LocalDependencies
{
    // Lists of spec.deps; the main file is beside them.
    private static readonly string[] Lists = ["jars", "files", "pyFiles", "archives"];

    /// <summary>Paths as written, each once. Local is what has no scheme or the scheme <c>file</c>; <c>local://</c> is in the image.</summary>
    public static IReadOnlyList<string> In(JsonObject application) => [.. Places(application).Select(place => place.Value).Where(IsLocal).Distinct()];

    /// <summary>Replaces each local path; the others stay where they are.</summary>
    public static void Replace(JsonObject application, IReadOnlyDictionary<string, string> addresses)
    {
        foreach (var place in Places(application).Where(place => IsLocal(place.Value)).ToList())
            place.Set(WithFragment(addresses[place.Value], place.Value));
    }

    /// <summary>The path on this machine: without scheme, and without the fragment that gives an archive or file another name.</summary>
    public static string PathOf(string written)
    {
        var path = written.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(written).LocalPath : written;
        return path.Split('#')[0];
    }

    private static bool IsLocal(string written) =>
        written.Length > 0 && (!Uri.TryCreate(written, UriKind.Absolute, out var address) || address.IsFile);

    private static string WithFragment(string address, string written) => written.IndexOf('#') is >= 0 and var at ? address + written[at..] : address;

    private static IEnumerable<Place> Places(JsonObject application)
    {
        if (application["spec"] is not JsonObject spec)
            yield break;

        if (Text(spec["mainApplicationFile"]) is { } main)
            yield return new Place(main, value => spec["mainApplicationFile"] = value);
        foreach (var list in Lists.Select(name => spec["deps"]?[name]).OfType<JsonArray>())
        {
            for (var index = 0; index < list.Count; index++)
            {
                var at = index;
                if (Text(list[at]) is { } value)
                    yield return new Place(value, address => list[at] = address);
            }
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private sealed record Place(string Value, Action<string> Set);
}
