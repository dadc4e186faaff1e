using System.Globalization;
using System.Text.Json;
using AdmissionLoad;

// What an AdmissionReview of a driver pod with six volumes, two mounts and affinity costs the webhook process, over TLS with keep-alive.
//   dotnet run -c Release --project bench/AdmissionLoad -- WEBHOOK.dll [REVIEWS] [CONNECTIONS]
// CPU comes from the kernel's account of the process, so that this client and a busy machine do not count; latencies do depend on both.
if (args.Length is < 1 or > 3)
{
    await Console.Error.WriteLineAsync("usage: AdmissionLoad WEBHOOK.dll [REVIEWS] [CONNECTIONS]");
    return 2;
}

var reviews = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000;
var connections = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 8;

await using var api = await PretendApi.StartAsync();
await using var webhook = await WebhookProcess.StartAsync(args[0], api.Url);
using var load = new ReviewLoad(webhook.Url, webhook.AuthorityFile, connections);

await load.ClosedAsync(Math.Min(reviews, 5_000));
var (cpuBefore, started) = (webhook.CpuSeconds, TimeProvider.System.GetTimestamp());
await load.ClosedAsync(reviews);
var (cpu, elapsed) = (webhook.CpuSeconds - cpuBefore, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
var latencies = await load.OpenAsync(reviews / 4, reviews / elapsed / 2);

var result = new SortedDictionary<string, double>(StringComparer.Ordinal)
{
    ["reviews"] = reviews,
    ["connections"] = connections,
    ["cpuSecondsPer1000"] = cpu / reviews * 1000,
    ["reviewsPerSecond"] = reviews / elapsed,
    ["p50Milliseconds"] = latencies[latencies.Length / 2],
    ["p99Milliseconds"] = latencies[(int)(latencies.Length * 0.99)],
    ["peakResidentMegabytes"] = webhook.PeakResidentBytes / 1048576.0,
};
Console.WriteLine(JsonSerializer.Serialize(result, new JsonSerializerOptions { WriteIndented = true }));
return 0;
