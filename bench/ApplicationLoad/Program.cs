using System.Text;
using ApplicationLoad;
using ApplicationLoad.Reporting;
using ApplicationLoad.Scenarios;
using Kubernetes.Client.Connection;

(string Name, bool IsLocalOnly, Func<LoadSettings, TimeProvider, CancellationToken, Task<ScenarioResult>> Run)[] scenarios =
[
    ("burst", false, RateScenarios.BurstAsync),
    ("rate", false, RateScenarios.RateAsync),
    ("trickle", false, RateScenarios.TrickleAsync),
    ("slow-api", true, RateScenarios.SlowApiAsync),
    ("hold", true, HoldScenario.RunAsync),
    ("fail-over", true, FailOverScenario.RunAsync),
    ("idle", true, IdleScenario.RunAsync),
    ("ceiling", false, CeilingScenario.RunAsync),
    ("soak", true, SoakScenario.RunAsync),
];

const string Report = "report";

if (args is ["--help" or "-h" or "help", ..])
{
    Console.WriteLine(LoadSettings.Usage);
    return 0;
}

LoadSettings settings;
try
{
    settings = LoadSettings.Parse(args, [.. scenarios.Select(scenario => scenario.Name), Report]);
    if (settings.IsExternal && scenarios.FirstOrDefault(scenario => scenario.IsLocalOnly && settings.Scenarios.Contains(scenario.Name)) is { Name: { } impossible })
        throw new ArgumentException($"'{impossible}' needs processes and faults of its own and cannot be run on an external cluster.");
}
catch (ArgumentException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 2;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

// In the order of the table, whatever the order on the command line: the cheap ones first.
try
{
    foreach (var (name, _, run) in scenarios.Where(scenario => settings.Scenarios.Contains(scenario.Name)))
    {
        var result = await run(settings, TimeProvider.System, stopping.Token);
        Console.WriteLine($"{result.ToTable()}\n");
        _ = Directory.CreateDirectory(settings.Results);
        await File.WriteAllTextAsync(Path.Combine(settings.Results, $"{name}{settings.Label}.json"), result.ToJson(), new UTF8Encoding(false));
    }

    if (settings.Scenarios.Contains(Report))
        await BenchmarksDocument.WriteAsync(settings.Results, settings.Document);
    return 0;
}
catch (Exception problem) when (problem is ApiException or KubeConfigException or InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}
