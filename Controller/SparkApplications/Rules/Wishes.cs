using System.Collections.Immutable;
using Controller.Hosting;
using Shared.Contracts.Names;

namespace Controller.SparkApplications.Rules;

/// <summary>
/// What an application asks for beyond the original API. Annotations carry it: they survive every schema, and whoever changes one restarts nothing. All of it is off unless set.
/// </summary>
public sealed record Wishes
{
    private const string InfrastructureFailure = "infrastructure-failure";

    public static readonly Wishes None = new();

    /// <summary>From the submission to a driver that runs.</summary>
    public TimeSpan? StartTimeout { get; init; }

    /// <summary>From a driver that runs to its end.</summary>
    public TimeSpan? RunTimeout { get; init; }

    /// <summary>From the submission to an end; a run that lasted longer counts as the first.</summary>
    public TimeSpan? ResetAttemptsAfter { get; init; }

    public bool RestartsAfterInfrastructureFailuresOnly { get; init; }

    /// <summary>What cannot be read and is taken for absent, a sentence each.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    public static Wishes From(IReadOnlyDictionary<string, string>? annotations)
    {
        if (annotations is null)
            return None;

        var problems = ImmutableArray.CreateBuilder<string>();
        return new Wishes
        {
            StartTimeout = Time(annotations, Annotations.StartTimeout, problems),
            RunTimeout = Time(annotations, Annotations.RunTimeout, problems),
            ResetAttemptsAfter = Time(annotations, Annotations.ResetAttemptsAfter, problems),
            RestartsAfterInfrastructureFailuresOnly = Choice(annotations, problems),
            Problems = problems.ToImmutable(),
        };
    }

    private static TimeSpan? Time(IReadOnlyDictionary<string, string> annotations, string key, ImmutableArray<string>.Builder problems)
    {
        if (annotations.GetValueOrDefault(key) is not { } text)
            return null;
        if (Duration.Parse(text) is { } time && time > TimeSpan.Zero)
            return time;
        problems.Add($"Annotation {key}: '{text}' is not a duration; write a number and a unit, such as 10m or 1h30m. It is ignored.");
        return null;
    }

    private static bool Choice(IReadOnlyDictionary<string, string> annotations, ImmutableArray<string>.Builder problems)
    {
        var text = annotations.GetValueOrDefault(Annotations.RestartOn);
        if (text is not (null or InfrastructureFailure))
            problems.Add($"Annotation {Annotations.RestartOn}: '{text}' is not known; write {InfrastructureFailure}, or leave it out. It is ignored.");
        return text is InfrastructureFailure;
    }
}
