using System.Text;
using LocalClusterLoad;
using LocalClusterLoad.Scenarios;

// In this order: each begins on a server of its own, the cheap ones first.
(string Name, Func<LoadSettings, CancellationToken, Task<IReadOnlyList<Measurement>>> Run)[] scenarios =
[
    ("start", Startup.RunAsync),
    ("store", StoreOperations.RunAsync),
    ("writes", ObjectWrites.RunAsync),
    ("latency", WatchLatency.RunAsync),
    ("held", HeldObjects.RunAsync),
];

LoadSettings settings;
try
{
    settings = LoadSettings.Parse(args, [.. scenarios.Select(scenario => scenario.Name)]);
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

Console.WriteLine(settings.Describe());
var measured = new List<Measurement>();
foreach (var (name, run) in scenarios.Where(scenario => settings.Scenarios.Contains(scenario.Name)))
{
    Console.WriteLine($"\n{name}");
    foreach (var measurement in await run(settings, CancellationToken.None))
    {
        Console.WriteLine($"  {measurement}");
        measured.Add(measurement);
    }
}

if (settings.Output is { } path)
    await File.WriteAllTextAsync(path, Report.Json(settings, measured), Encoding.UTF8);
return 0;
