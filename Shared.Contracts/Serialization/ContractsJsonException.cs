using System.Text.Json;

namespace Shared.Contracts.Serialization;

/// <summary>A document does not fit the vocabulary.</summary>
public sealed class ContractsJsonException : Exception
{
    public ContractsJsonException(string path, string problem, Exception? cause = null)
        : base(path.Length == 0 ? problem : $"{path}: {problem}", cause) => (Path, Problem) = (path, problem);

    /// <summary>Where, as a user writes it: <c>spec.driver.cores</c>; empty for the document itself.</summary>
    public string Path { get; }

    /// <summary>What was found and what was expected.</summary>
    public string Problem { get; }

    internal static ContractsJsonException From(JsonException exception)
    {
        var path = (exception.Path ?? "").TrimStart('$').TrimStart('.');
        var problem = exception.Message.Split(" Path: ", 2)[0];
        return new ContractsJsonException(path, problem, exception);
    }
}
