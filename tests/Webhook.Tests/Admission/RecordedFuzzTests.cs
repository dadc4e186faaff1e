using System.Net;
using System.Text;
using Shared.Admission.Reviews;
using Testing.Fuzz;
using Xunit.Abstractions;

namespace Webhook.Tests.Admission;

/// <summary>
/// Recorded objects, spoiled, over TLS and HTTP as an API server sends them. A failure prints the seed, and the seed alone finds it again; <c>FUZZ_COUNT=1000000 dotnet test --filter RecordedFuzz</c>
/// goes on for hours.
/// </summary>
public sealed class RecordedFuzzTests(ITestOutputHelper output)
{
    private const int InContinuousIntegration = 1500;

    /// <summary>Unit: bytes. What a run may leave behind however long it is: caches of types and pools are filled once.</summary>
    private const long Kept = 64 << 20;

    [Fact]
    public async Task Whatever_is_sent_the_answer_is_a_review_or_a_4xx_and_memory_stays()
    {
        await using var webhook = await RunningWebhook.StartAsync(RunningWebhook.Listing(Samples.Application(RecordedReviews.Application).ToJsonString()));
        using var client = webhook.NewClient();
        var seeds = Seeds().ToList();
        var (count, allowed, refused, before) = (RecordedReviews.Count(InContinuousIntegration), 0, 0, GC.GetTotalMemory(forceFullCollection: true));
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var (path, review) = seeds[random.Next(seeds.Count)];
            var body = JsonMutator.Spoil(review, random);

            var (status, answer) = await RunningWebhook.SendAsync(client, path, body);

            var which = $"seed {seed} at {path}: {Encoding.UTF8.GetString(body)}";
            if (status is not HttpStatusCode.OK)
            {
                ((int)status).Should().BeInRange(400, 499, which);
                continue;
            }

            var response = answer!["response"]!;
            using var read = ReviewReader.Read(body);
            response["uid"]!.GetValue<string>().Should().Be(read.Request?.Uid ?? "", which);
            (response["status"]?["code"]?.GetValue<int>() ?? 200).Should().BeInRange(200, 499, which);
            _ = response["allowed"]!.GetValue<bool>() ? allowed++ : refused++;
        }

        output.WriteLine($"{count} reviews: {allowed} allowed, {refused} refused");
        allowed.Should().BeGreaterThan(0, "some changes do no harm, or the answers would be vacuous");
        refused.Should().BeGreaterThan(0);
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(Kept);
    }

    private static IEnumerable<(string Path, byte[] Review)> Seeds() => RecordedReviews.All().SelectMany(seed => seed.Kind == ReviewTable.Pods.Kind
        ? [(ReviewTable.PodPath, seed.Review)]
        : ReviewTable.With().Where(entry => entry.Of.Kind == seed.Kind).Select(entry => (entry.Path, seed.Review)));
}
