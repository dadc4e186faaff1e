using System.Text.Json.Nodes;
using Testing.Charts;

namespace Deployment.Tests.Charts;

/// <summary>One value of the chart, from <c>values.yaml</c>: what is documented there with <c># --</c>, or a group of such values.</summary>
/// <param name="Path">Such as <c>controller.image.tag</c>; empty for the whole file.</param>
/// <param name="Description">Null for a group.</param>
/// <param name="Marks">Schema hints of the comment: <c>@enum a,b</c>, <c>@types a,b</c>, <c>@items a,b</c>.</param>
/// <param name="Children">In the order of the file; empty unless it is a group.</param>
internal sealed record ChartValue(string Path, string? Description, IReadOnlyDictionary<string, string[]> Marks, JsonNode? Default, IReadOnlyList<ChartValue> Children)
{
    private const string Start = "# -- ";

    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public bool IsGroup => Description is null;

    public IEnumerable<ChartValue> Leaves() => IsGroup ? Children.SelectMany(child => child.Leaves()) : [this];

    public static ChartValue Read()
    {
        var comments = Comments(File.ReadAllLines(System.IO.Path.Combine(ChartRenderer.Folder, "values.yaml")));
        return Of("", ChartRenderer.Yaml("values.yaml"), comments);
    }

    private static ChartValue Of(string path, JsonNode? value, IReadOnlyDictionary<string, string[]> comments)
    {
        if (!comments.TryGetValue(path, out var lines))
        {
            return value is JsonObject { Count: > 0 } group
                ? new(path, null, new Dictionary<string, string[]>(), value, [.. group.Select(member => Of(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value, comments))])
                : throw new FormatException($"values.yaml: '{path}' is not described; write a comment that starts with '{Start.Trim()}' above it.");
        }

        var marks = lines.Where(line => line.StartsWith('@')).Select(line => line[1..].Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1].Split(','));
        return new(path, string.Join(' ', lines.Where(line => !line.StartsWith('@'))), marks, value, []);
    }

    // The lines of each comment that starts with '# --', by the path of the key below it.
    private static Dictionary<string, string[]> Comments(IEnumerable<string> lines)
    {
        var found = new Dictionary<string, string[]>(StringComparer.Ordinal);
        List<string>? comment = null;
        List<(int Indent, string Key)> above = [];
        foreach (var line in lines)
        {
            var text = line.TrimStart();
            if (text.StartsWith(Start, StringComparison.Ordinal))
                comment = [text[Start.Length..]];
            else if (text.StartsWith('#'))
                comment?.Add(text.TrimStart('#', ' '));
            else if (text.Length == 0)
                comment = null;
            else if (!text.StartsWith('-') && text.Contains(':', StringComparison.Ordinal))
            {
                var indent = line.Length - text.Length;
                _ = above.RemoveAll(key => key.Indent >= indent);
                above.Add((indent, text[..text.IndexOf(':', StringComparison.Ordinal)]));
                if (comment is not null)
                    found[string.Join('.', above.Select(key => key.Key))] = [.. comment];
                comment = null;
            }
        }

        return found;
    }
}
