using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Golden.Tests.Comparison;

/// <summary>A change to a document, written as path (<c>spec.containers[0].env</c>) and <c>remove</c>, <c>swap with next</c> or the JSON to put there.</summary>
internal static partial class Mutation
{
    public static void Apply(JsonNode document, string path, string change)
    {
        var steps = Step().Matches(path).Select(match => match.Value.Trim('[', ']', '.')).ToList();
        var parent = steps[..^1].Aggregate(document, (node, step) => (int.TryParse(step, out var index) ? node[index] : node[step])!);
        switch (change, int.TryParse(steps[^1], out var last))
        {
            case ("remove", true):
                parent.AsArray().RemoveAt(last);
                break;
            case ("remove", false):
                parent.AsObject().Remove(steps[^1]).Should().BeTrue("the path must exist");
                break;
            case ("swap with next", true):
                var moved = parent[last]!;
                parent.AsArray().RemoveAt(last);
                parent.AsArray().Insert(last + 1, moved);
                break;
            case (_, true) when last == parent.AsArray().Count:
                parent.AsArray().Add(JsonNode.Parse(change));
                break;
            case (_, true):
                parent[last] = JsonNode.Parse(change);
                break;
            default:
                parent[steps[^1]] = JsonNode.Parse(change);
                break;
        }
    }

    [GeneratedRegex(@"[A-Za-z]+|\[[0-9]+\]")]
    private static partial Regex Step();
}
