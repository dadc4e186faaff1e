using System.Text;
using System.Text.Json.Nodes;
using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing.Fuzz;
using Xunit.Abstractions;

namespace Shared.Admission.Tests.Reviews;

/// <summary>
/// Recorded objects, spoiled: whatever is sent, the answer is a well-formed review that echoes the uid and says yes or no with a code. A failure prints the seed, and the seed alone
/// finds it again. FUZZ_COUNT runs as many as wanted.
/// </summary>
public sealed class ReviewFuzzTests(ITestOutputHelper output)
{
    private const int InContinuousIntegration = 4000;

    private static readonly SparkApplication Application = ContractsJson.Deserialize<SparkApplication>(JsonNode.Parse("""
        {"metadata":{"name":"app","namespace":"default","uid":"u"},"spec":{"driver":{"env":[{"name":"A","value":"1"}],"memoryLimit":"2g"},"executor":{"tolerations":[{"operator":"Exists"}]}}}
        """)!);

    [Fact]
    public void Whatever_is_sent_the_answer_is_a_review()
    {
        var count = RecordedReviews.Count(InContinuousIntegration);
        var seeds = Seeds().ToList();
        var (allowed, refused) = (0, 0);
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var (path, review) = seeds[random.Next(seeds.Count)];
            var body = JsonMutator.Spoil(review, random);

            AdmissionResponse answer;
            try
            {
                answer = Answer(path, body);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed} at {path}: {exception.GetType().Name}: {exception.Message}\n{Encoding.UTF8.GetString(body)}", exception);
            }

            Judge(answer, $"seed {seed} at {path}");
            _ = answer.Allowed is true ? allowed++ : refused++;
        }

        output.WriteLine($"{count} reviews: {allowed} allowed, {refused} refused");
        allowed.Should().BeGreaterThan(0, "some changes do no harm, or the answers would be vacuous");
        refused.Should().BeGreaterThan(0);
    }

    private static AdmissionResponse Answer(string path, byte[] body)
    {
        using var review = ReviewReader.Read(body);
        if (review.Request is not { } request)
            return review.Refusal!;

        var answer = path == ReviewTable.PodPath ? AnswerPod(request) : ReviewTable.With().Single(entry => entry.Path == path).Answer(request);
        // What is sent must be readable again; the uid is whatever the review said.
        var text = ContractsJson.Serialize(new AdmissionReview { ApiVersion = review.ApiVersion, Kind = AdmissionReview.KindName, Response = answer with { Uid = request.Uid } });
        var response = JsonNode.Parse(text)!["response"]!;
        ((string?)response["uid"] ?? "").Should().Be(request.Uid);
        if ((string?)response["patch"] is { } patch)
            JsonNode.Parse(Convert.FromBase64String(patch)).Should().BeOfType<JsonArray>().Which.Should().NotBeEmpty();
        return answer;
    }

    private static AdmissionResponse AnswerPod(AdmissionRequest request)
    {
        var (question, answer) = PodReview.Ask(request, _ => true);
        return question is null ? answer! : PodReview.Answer(question, Application);
    }

    private static void Judge(AdmissionResponse answer, string which)
    {
        answer.Allowed.Should().NotBeNull(which);
        answer.Status?.Code.Should().BeOneOf([200, 400, 403], which);
        if (answer.Allowed is false)
            answer.Status?.Message.Should().NotBeNullOrEmpty(which);
    }

    // Each kind at every path where it is asked about.
    private static IEnumerable<(string Path, byte[] Review)> Seeds() => RecordedReviews.All().SelectMany(seed => seed.Kind == ReviewTable.Pods.Kind
        ? [(ReviewTable.PodPath, seed.Review)]
        : ReviewTable.With().Where(entry => entry.Of.Kind == seed.Kind).Select(entry => (entry.Path, seed.Review)));
}
