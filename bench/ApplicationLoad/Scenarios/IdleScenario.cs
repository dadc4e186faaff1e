using System.Globalization;
using ApplicationLoad.Measuring;
using ApplicationLoad.Reporting;

namespace ApplicationLoad.Scenarios;

/// <summary>What the operator uses when nobody wants anything.</summary>
internal static class IdleScenario
{
    private const double MostOfAProcessor = 0.01;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public static async Task<ScenarioResult> RunAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var surroundings = Surroundings.Describe(settings, clock);
        await using var target = await Target.StartAsync(settings);
        await LoadRun.WarmAsync(target, settings.Shape, clock, cancellationToken);
        await Task.Delay(Settle, clock, cancellationToken);

        var (before, from) = (target.Usage(), clock.GetTimestamp());
        var time = settings.Lasting(1);
        await Task.Delay(time, clock, cancellationToken);
        var (after, elapsed) = (target.Usage(), clock.GetElapsedTime(from));
        return new ScenarioResult
        {
            Scenario = "idle",
            About = string.Create(CultureInfo.InvariantCulture, $"nothing happens for {time.TotalMinutes:0.##} min, with leader election"),
            Settings = surroundings,
            Measurements =
            [
                Used("controller", MostOfAProcessor), Used("webhook", null), Used("cluster", null),
                new("controller: resident memory", after["controller"].ResidentMegabytes, "MB"),
                new("webhook: resident memory", after["webhook"].ResidentMegabytes, "MB"),
            ],
        };

        Measurement Used(string process, double? goal) => new($"{process}: processors used", (after[process].CpuSeconds - before[process].CpuSeconds) / elapsed.TotalSeconds, "", goal);
    }
}
