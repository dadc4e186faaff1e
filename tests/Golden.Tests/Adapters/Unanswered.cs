using Golden.Tests.Outcomes;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>What is recorded and the product has no answer to: counted as failed, so that the report is true.</summary>
internal sealed class Unanswered(params string[] parts) : IGoldenAdapter
{
    /// <summary>Other files with cases, one a line; the name of the part is the file's.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    public IEnumerable<Finding> Run(GoldenSet set) =>
        set.Cases.SelectMany(@case => parts.Select(part => NoAnswer(@case.Name, part)))
            .Concat(Lines.SelectMany(file => set.Lines(file).Select((line, index) =>
                NoAnswer(line["case"] is { } name ? (string)name! : $"line {index + 1}", Path.GetFileNameWithoutExtension(file)))));

    private static Finding NoAnswer(string @case, string part) => Finding.NoAnswer(@case, part, null, "not implemented");
}
