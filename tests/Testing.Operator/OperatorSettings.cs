using Shared.Hosting.Rights;

namespace Testing.Operator;

/// <summary>What an installation switches on beyond its defaults.</summary>
public sealed record OperatorSettings
{
    public IReadOnlyList<string> WebhookArguments { get; init; } = [];

    public IReadOnlyList<string> ControllerArguments { get; init; } = [];

    /// <summary>Their rights are granted beside those of the base.</summary>
    public IReadOnlyList<RightFeature> Features { get; init; } = [];
}
