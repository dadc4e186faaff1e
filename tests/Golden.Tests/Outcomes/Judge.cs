using Golden.Tests.Differences;

namespace Golden.Tests.Outcomes;

/// <summary>Weighs a finding against the declared differences. Pure.</summary>
public static class Judge
{
    private const int ShownDifferences = 4;
    private const int LongestDetail = 900;

    public static GoldenResult Weigh(string set, Finding finding, IReadOnlyList<DeclaredDifference> declared)
    {
        if (finding.Failure is not null)
            return Result(Verdict.Fail, [], Cut(finding.Failure));
        if (finding.Differences.Count == 0)
            return Result(Verdict.Equal, [], null);

        var explained = finding.Differences
            .Select(difference => (Difference: difference, By: declared.FirstOrDefault(entry => entry.Covers(set, finding, difference))))
            .ToList();
        var ids = explained.Where(pair => pair.By is not null).Select(pair => pair.By!.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        var open = explained.Where(pair => pair.By is null).Select(pair => pair.Difference.ToString()).ToList();
        if (open.Count == 0)
            return Result(Verdict.Difference, ids, null);

        var more = open.Count > ShownDifferences ? $"; and {open.Count - ShownDifferences} more" : "";
        return Result(Verdict.Fail, ids, Cut(string.Join("; ", open.Take(ShownDifferences)) + more));

        GoldenResult Result(Verdict verdict, IReadOnlyList<string> differences, string? detail) =>
            new(set, finding.Case, finding.Part, finding.Version, verdict, differences, detail);
    }

    private static string Cut(string text) => text.Length <= LongestDetail ? text : text[..LongestDetail] + "...";
}
