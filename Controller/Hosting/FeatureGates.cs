using System.Collections.Immutable;
using Shared.Contracts.Names;
using Shared.Hosting;
using Shared.Hosting.Options;

namespace Controller.Hosting;

/// <summary>Features that can be switched, by the names that existing charts use.</summary>
/// <param name="LoadSparkDefaults">Give <c>--load-spark-defaults</c> to submissions. Default: false.</param>
/// <param name="DefaultTimeToLive">Let <c>--default-time-to-live-seconds</c> count. Default: true; the operator that we replace has it false.</param>
/// <param name="PartialRestart">Edits of fields that only executors to come will show do not restart the driver. Default: false.</param>
internal sealed record FeatureGates(bool LoadSparkDefaults = false, bool DefaultTimeToLive = true, bool PartialRestart = false)
{
    private const string RestSubmitter = nameof(RestSubmitter);

    private static readonly ImmutableArray<string> Known = [nameof(LoadSparkDefaults), nameof(DefaultTimeToLive), nameof(PartialRestart), RestSubmitter];

    /// <summary>What is worth saying about the chosen gates, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <exception cref="UsageException">No such feature, or neither true nor false.</exception>
    public static FeatureGates From(OptionValues values)
    {
        var gates = new FeatureGates();
        foreach (var item in values.List(ControllerCommand.FeatureGates))
            gates = gates.With(item);
        return gates;
    }

    private FeatureGates With(string item)
    {
        if (item.Split('=') is not [var name, var text] || !bool.TryParse(text.Trim(), out var on))
            throw Wrong($"'{item}' is not NAME=true or NAME=false.");

        return name.Trim() switch
        {
            nameof(LoadSparkDefaults) => this with { LoadSparkDefaults = on },
            nameof(DefaultTimeToLive) => this with { DefaultTimeToLive = on },
            nameof(PartialRestart) => this with { PartialRestart = on },
            RestSubmitter => on ? this with { Notes = [.. Notes, $"feature {RestSubmitter} has no effect: drivers are created without spark-submit and without a service for it."] } : this,
            var unknown => throw Wrong($"there is no feature '{unknown}'{(NearestName.Of(unknown, Known) is { } near ? $"; did you mean '{near}'?" : $"; there are {string.Join(", ", Known)}.")}"),
        };
    }

    private static UsageException Wrong(string problem) => new($"--{ControllerCommand.FeatureGates}: {problem}");
}
