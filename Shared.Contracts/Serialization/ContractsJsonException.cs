using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Shared.Contracts.Serialization;

/// <summary>One place where a document does not fit the vocabulary.</summary>
/// <param name="Path">Where, as a user writes it: <c>spec.driver.cores</c>; empty for the document itself.</param>
/// <param name="Problem">What was found and what was expected.</param>
public sealed record Misfit(string Path, string Problem)
{
    public override string ToString() => Path.Length == 0 ? Problem : $"{Path}: {Problem}";
}

/// <summary>A document does not fit the vocabulary.</summary>
public sealed class ContractsJsonException : Exception
{
    public ContractsJsonException(string path, string problem, Exception? cause = null)
        : this([new Misfit(path, problem)], cause) { }

    public ContractsJsonException(IReadOnlyList<Misfit> misfits, Exception? cause = null)
        : base(string.Join("; ", misfits), cause) => Misfits = misfits;

    /// <summary>All of them, in the order of the document; never empty.</summary>
    public IReadOnlyList<Misfit> Misfits { get; }

    /// <summary>Where the first one is.</summary>
    public string Path => Misfits[0].Path;

    /// <summary>What the first one is.</summary>
    public string Problem => Misfits[0].Problem;

    internal static ContractsJsonException From(JsonException exception, JsonTypeInfo expected, ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            var misfits = MisfitSearch.In(document.RootElement, expected);
            return misfits.Count > 0
                ? new ContractsJsonException(misfits, exception)
                : new ContractsJsonException((exception.Path ?? "").TrimStart('$').TrimStart('.'), exception.Message.Split(" Path: ", 2)[0], exception);
        }
        catch (JsonException syntax)
        {
            var line = (syntax.LineNumber ?? 0) + 1;
            var column = (syntax.BytePositionInLine ?? 0) + 1;
            return new ContractsJsonException("", $"not JSON at line {line}, byte {column}: {syntax.Message.Split(" LineNumber: ", 2)[0]}", syntax);
        }
    }
}
