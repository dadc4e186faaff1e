using System.Globalization;
using System.Net;
using System.Text.Json;
using AdmissionLoad;

// What an AdmissionReview of a driver pod with six volumes, two mounts and affinity costs the webhook process, over TLS with keep-alive.
//   scripts/publish.sh OUT linux-x64 Webhook
//   dotnet run -c Release --project bench/AdmissionLoad -- OUT/Webhook/Webhook [REVIEWS TO WARM UP] [AT ONCE] [1.1|2.0]
// CPU comes from the kernel's account of the process, so that this client and a busy machine do not count; latencies do depend on both.
if (args.Length is < 1 or > 4)
{
    await Console.Error.WriteLineAsync("usage: AdmissionLoad PROGRAM [REVIEWS TO WARM UP] [AT ONCE] [HTTP VERSION]");
    return 2;
}

var reviews = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000;
var atOnce = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 8;
var http = args.Length > 3 ? Version.Parse(args[3]) : HttpVersion.Version11;

const int Batches = 10;
var size = reviews / Batches;

await using var api = await PretendApi.StartAsync();
await using var webhook = await WebhookProcess.StartAsync(args[0], api.Url);
using var load = new ReviewLoad(webhook.Url, webhook.AuthorityFile, atOnce, http);

// The first reviews pay for code that is compiled on the way. Then batch by batch: on a shared machine the least disturbed ones tell what a review costs.
var atStart = webhook.CpuSeconds;
await load.ClosedAsync(reviews);
var cold = webhook.CpuSeconds;
var (full, half, latencies) = (new List<double>(), new List<double>(), new List<double>());
var perSecond = 0.0;
for (var batch = 0; batch < Batches; batch++)
{
    var (before, started) = (webhook.CpuSeconds, TimeProvider.System.GetTimestamp());
    await load.ClosedAsync(size);
    var (between, elapsed) = (webhook.CpuSeconds, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    latencies.AddRange(await load.OpenAsync(size, size / elapsed / 2));
    full.Add((between - before) / size * 1000);
    half.Add((webhook.CpuSeconds - between) / size * 1000);
    perSecond = Math.Max(perSecond, size / elapsed);
}

full.Sort();
half.Sort();
latencies.Sort();
var result = new SortedDictionary<string, double>(StringComparer.Ordinal)
{
    ["atOnce"] = atOnce,
    ["cpuSecondsToStart"] = atStart,
    ["cpuSecondsPer1000.cold"] = (cold - atStart) / reviews * 1000,
    ["cpuSecondsPer1000.full.least"] = full[0],
    ["cpuSecondsPer1000.full.middle"] = full[Batches / 2],
    ["cpuSecondsPer1000.half.least"] = half[0],
    ["cpuSecondsPer1000.half.middle"] = half[Batches / 2],
    ["halfLoad.p50Milliseconds"] = latencies[latencies.Count / 2],
    ["halfLoad.p99Milliseconds"] = latencies[(int)(latencies.Count * 0.99)],
    ["peakResidentMegabytes"] = webhook.PeakResidentBytes / 1048576.0,
    ["reviews"] = reviews + (2 * Batches * size),
    ["reviewsPerSecond.most"] = perSecond,
};
Console.WriteLine(JsonSerializer.Serialize(result, new JsonSerializerOptions { WriteIndented = true }));
return 0;
