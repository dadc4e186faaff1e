using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Golden.Tests.Adapters;
using Golden.Tests.Differences;
using Testing.Recordings;

namespace Golden.Tests.Outcomes;

/// <summary>Runs each set once, however many tests ask, and writes <c>report.json</c> at the end, also when tests failed.</summary>
public sealed class GoldenReport : IDisposable
{
    /// <summary>Environment variable: the folder of the report. Default: the output folder of the tests.</summary>
    public const string FolderVariable = "GOLDENS_REPORT";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<GoldenResult>>> _results = new(StringComparer.Ordinal);

    public IReadOnlyList<GoldenResult> ResultsOf(string set) =>
        _results.GetOrAdd(set, name => new(() => Run(name))).Value;

    public void Dispose()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : AppContext.BaseDirectory;
        _ = Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, "report.json"), GoldenAdapters.Sets.SelectMany(ResultsOf));
    }

    internal static void Write(string file, IEnumerable<GoldenResult> results) =>
        File.WriteAllText(file, $"[\n{string.Join(",\n", results.Select(result => result.ToJson().ToJsonString(Readable)))}\n]\n");

    private static List<GoldenResult> Run(string name)
    {
        if (Goldens.Set(name) is not { } set)
            return [new(name, "*", "*", null, Verdict.Skipped, [], $"'{Goldens.Source.Folder}' has no set '{name}'")];

        if (GoldenAdapters.For(name).Select(adapter => adapter.WhyNot).FirstOrDefault(reason => reason is not null) is { } whyNot)
            return [new(name, "*", "*", null, Verdict.Skipped, [], whyNot)];

        return [.. GoldenAdapters.For(name)
            .SelectMany(adapter => adapter.Run(set))
            .Select(finding => Judge.Weigh(name, finding, DeclaredDifferences.All))
            .OrderBy(result => result.Case, StringComparer.Ordinal)
            .ThenBy(result => result.Part, StringComparer.Ordinal)
            .ThenBy(result => result.Version, StringComparer.Ordinal)];
    }
}

[CollectionDefinition(Name)]
public sealed class GoldenCollection : ICollectionFixture<GoldenReport>
{
    public const string Name = "goldens";
}
