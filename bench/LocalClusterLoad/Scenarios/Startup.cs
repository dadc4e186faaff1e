namespace LocalClusterLoad.Scenarios;

/// <summary>From the start of the process to the ready line: the best and the middle of several starts.</summary>
internal static class Startup
{
    private const int Starts = 7;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        var (times, cpu, memory) = (new List<double>(), new List<double>(), 0.0);
        for (var i = 0; i < Starts; i++)
        {
            await using var server = await ServerProcess.StartAsync(settings, cancellationToken);
            times.Add(server.ReadyAfter.TotalMilliseconds);
            cpu.Add(server.Cpu.TotalMilliseconds);
            memory = server.ResidentMegabytes;
        }

        return
        [
            new("ready after, best", times.Min(), "ms", 300),
            new("ready after, middle", times.Order().ElementAt(Starts / 2), "ms", 300),
            new("CPU until ready, middle", cpu.Order().ElementAt(Starts / 2), "ms"),
            new("resident when ready", memory, "MB"),
        ];
    }
}
