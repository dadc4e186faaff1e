using System.Text.Json.Nodes;

namespace Golden.Tests.Outcomes;

/// <summary>One line of <c>report.json</c>.</summary>
public sealed record GoldenResult(string Set, string Case, string Part, string? Version, Verdict Verdict, IReadOnlyList<string> Differences, string? Detail)
{
    public JsonObject ToJson() => new()
    {
        ["set"] = Set,
        ["case"] = Case,
        ["part"] = Part,
        ["version"] = Version,
        ["result"] = Verdict.ToString().ToLowerInvariant(),
        ["differences"] = new JsonArray([.. Differences.Select(id => JsonValue.Create(id))]),
        ["detail"] = Detail,
    };

    public override string ToString() => $"{Set}/{Case} {Part} {Version}: {Detail}";
}

public enum Verdict
{
    /// <summary>Same meaning.</summary>
    Equal,

    /// <summary>Differs only as declared in <c>differences.yaml</c>.</summary>
    Difference,

    /// <summary>Differs undeclared, or gave no answer.</summary>
    Fail,

    /// <summary>Nothing is recorded here.</summary>
    Skipped,
}
