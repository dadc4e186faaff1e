using System.CommandLine;
using System.Globalization;
using Simulation.Tests;

// Runs random plans by hand: dotnet run --project tests/Simulation.Tests -c Release -- --seed 1 --plans 100000 --minutes 30
// The last line is 'N plans, N violations'. A violation prints the line that replays it; --pairs runs every pair of faults of the core scenarios.
var seed = new Option<int>("--seed") { Description = "Seed of the plans.", DefaultValueFactory = _ => 1 };
var plans = new Option<long>("--plans") { Description = "How many.", DefaultValueFactory = _ => 10_000 };
var minutes = new Option<double>("--minutes") { Description = "At most so long.", DefaultValueFactory = _ => 60 };
var threads = new Option<int>("--threads") { Description = "So many plans at once; each is what its number says.", DefaultValueFactory = _ => 1 };
var only = new Option<long?>("--plan") { Description = "Only this plan, with its trace." };
var replay = new Option<string?>("--replay") { Description = "Only this plan, as it was printed, with its trace." };
var pairs = new Option<bool>("--pairs") { Description = "Every pair of faults of the core scenarios instead, in an order drawn from the seed." };
var root = new RootCommand("Plans of the simulation, drawn from a seed.") { seed, plans, minutes, threads, only, replay, pairs };
root.SetAction(async (parsed, cancellationToken) =>
{
    if (parsed.GetValue(only) is { } number)
        return await RandomRun.ReplayAsync(RandomPlans.At(parsed.GetValue(seed), number), Console.Out);
    if (parsed.GetValue(replay) is { } text)
        return await RandomRun.ReplayAsync(PlanText.Parse(text), Console.Out);

    var (start, count, limit) = (parsed.GetValue(seed), parsed.GetValue(plans), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    if (!parsed.GetValue(pairs))
        return await RunAsync(run => RandomPlans.At(start, run), $"seed {start}", count);

    var all = (await FaultPairs.AllAsync()).ToArray();
    new Random(start).Shuffle(all);
    return await RunAsync(run => all[run], $"{all.Length} pairs", Math.Min(count, all.Length));

    Task<int> RunAsync(Func<long, Plan> planAt, string what, long most) =>
        new RandomRun(planAt, TimeProvider.System, Console.Out).RunAsync(what, most, limit, parsed.GetValue(threads), cancellationToken);
});
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await root.Parse(args).InvokeAsync();
