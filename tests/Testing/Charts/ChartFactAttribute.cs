using Xunit;

namespace Testing.Charts;

/// <summary>A test that renders the chart. Without the renderer's tools it is skipped by name; in CI, where verify.sh installs them, it must run.</summary>
public sealed class ChartFactAttribute : FactAttribute
{
    public ChartFactAttribute() => Skip = ChartTools.WhyNot;
}

/// <inheritdoc cref="ChartFactAttribute"/>
public sealed class ChartTheoryAttribute : TheoryAttribute
{
    public ChartTheoryAttribute() => Skip = ChartTools.WhyNot;
}

internal static class ChartTools
{
    public static string? WhyNot { get; } = ChartRenderer.IsAvailable || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : $"Needs '{ChartRenderer.Tool}' and Debian's golang-github-masterminds-sprig-dev, which are not on this machine.";
}
