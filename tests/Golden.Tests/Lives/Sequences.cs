using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Golden.Tests.Lives;

/// <summary>Where two sequences of words part: what stands on one side only, piece by piece, by their longest common subsequence.</summary>
internal static class Sequences
{
    public static IReadOnlyList<Difference> Compare(string path, IEnumerable<string> recorded, IEnumerable<string> ours)
    {
        var (left, right) = (recorded.ToArray(), ours.ToArray());
        var common = Lengths(left, right);
        var differences = new List<Difference>();
        var (missing, extra) = (new List<string>(), new List<string>());
        for (var (i, j) = (0, 0); i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                Close();
                (i, j) = (i + 1, j + 1);
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] > common[i, j + 1]))
            {
                missing.Add(left[i++]);
            }
            else
            {
                extra.Add(right[j++]);
            }
        }

        Close();
        return differences;

        void Close()
        {
            if (missing.Count + extra.Count > 0)
                differences.Add(new Difference(path, Joined(missing), Joined(extra)));
            missing.Clear();
            extra.Clear();
        }
    }

    private static JsonNode? Joined(List<string> words) => words.Count == 0 ? null : JsonValue.Create(string.Join(", ", words));

    private static int[,] Lengths(string[] left, string[] right)
    {
        var lengths = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                lengths[i, j] = left[i] == right[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }
}
