using System.Collections.Immutable;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Conversion;

/// <summary>Something of a command line that the application cannot do.</summary>
/// <param name="What">A Spark key, an option or a variable; never a value that may be secret.</param>
/// <param name="Why">One clause, with what to do instead where there is something.</param>
public sealed record LostSetting(string What, string Why);

/// <summary>The application, or why there is none.</summary>
public abstract record ConversionResult
{
    private ConversionResult()
    {
    }

    /// <param name="Application">Valid, without defaults: as its author would have written it.</param>
    /// <param name="Lost">What it does not do; empty when the same driver comes out.</param>
    /// <param name="Warnings">One sentence each.</param>
    public sealed record Converted(SparkApplication Application, ImmutableArray<LostSetting> Lost, ImmutableArray<string> Warnings) : ConversionResult;

    /// <param name="Reason">One sentence.</param>
    public sealed record Refused(string Reason) : ConversionResult;
}
