using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing.Recordings;
using Xunit.Abstractions;

namespace Shared.Admission.Tests.Reviews;

/// <summary>
/// Recorded objects, spoiled: whatever is sent, the answer is a well-formed review that echoes the uid and says yes or no with a code. A failure prints the seed, and the seed alone
/// finds it again. FUZZ_COUNT runs as many as wanted.
/// </summary>
public sealed class ReviewFuzzTests(ITestOutputHelper output)
{
    private const string Uid = "705ab4f5-6393-11e8-b7cc-42010a800002";
    private const int InContinuousIntegration = 4000;

    private static readonly SparkApplication Application = ContractsJson.Deserialize<SparkApplication>(JsonNode.Parse("""
        {"metadata":{"name":"app","namespace":"default","uid":"u"},"spec":{"driver":{"env":[{"name":"A","value":"1"}],"memoryLimit":"2g"},"executor":{"tolerations":[{"operator":"Exists"}]}}}
        """)!);

    [Fact]
    public void Whatever_is_sent_the_answer_is_a_review()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_COUNT"), CultureInfo.InvariantCulture, out var wanted) ? wanted : InContinuousIntegration;
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

    private static IEnumerable<(string Path, byte[] Review)> Seeds()
    {
        foreach (var @case in (Goldens.Corpus?.Cases ?? []).Where((_, index) => index % 4 == 0))
        {
            foreach (var entry in ReviewTable.With().Where(entry => entry.Of.Kind == SparkApplication.KindName))
                yield return (entry.Path, Review(@case.Json()));
        }

        foreach (var line in (Goldens.Set("admission")?.Lines("other-kinds.jsonl") ?? []).Where((_, index) => index % 4 == 0))
        {
            foreach (var entry in ReviewTable.With().Where(entry => entry.Of.Kind == (string?)line["manifest"]!["kind"]))
                yield return (entry.Path, Review(line["manifest"]!.AsObject()));
        }

        yield return (ReviewTable.PodPath, Review(JsonNode.Parse("""
            {"metadata":{"name":"d","namespace":"default","labels":{"sparkoperator.k8s.io/app-name":"app","spark-role":"driver"}},
             "spec":{"containers":[{"name":"spark-kubernetes-driver","image":"i","resources":{"limits":{"memory":"1Gi"}}}],"volumes":[{"name":"v","emptyDir":{}}]}}
            """)!.AsObject()));
    }

    private static byte[] Review(JsonObject @object) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["apiVersion"] = AdmissionReview.GroupVersion,
        ["kind"] = AdmissionReview.KindName,
        ["request"] = new JsonObject { ["uid"] = Uid, ["operation"] = "CREATE", ["namespace"] = "default", ["object"] = @object.DeepClone(), ["options"] = new JsonObject { ["fieldValidation"] = "Strict" } },
    }.ToJsonString());
}
