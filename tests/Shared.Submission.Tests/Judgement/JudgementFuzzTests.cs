using System.Text;
using Shared.Admission.Policy;
using Shared.Admission.Reviews;
using Shared.Admission.Validation;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Judgement;
using Testing.Fuzz;
using Xunit.Abstractions;

namespace Shared.Submission.Tests.Judgement;

/// <summary>
/// Recorded objects, spoiled, and judged on what would come of them when they are still valid: there is always a verdict. A failure prints the seed, and the seed alone finds it
/// again; FUZZ_COUNT runs as many as wanted.
/// </summary>
public sealed class JudgementFuzzTests(ITestOutputHelper output)
{
    private const int InContinuousIntegration = 2500;

    private static readonly AdmissionPolicy[] Policies = [new(), new() { Profile = PolicyProfile.Restricted, Ceilings = new CeilingPolicy { Instances = 3 } }];

    [Fact]
    public void Whatever_is_valid_gets_a_verdict()
    {
        var seeds = RecordedReviews.All().Where(seed => seed.Kind is SparkApplication.KindName or SparkConnect.KindName).ToList();
        var (judged, defects) = (0, new SortedDictionary<string, string>(StringComparer.Ordinal));
        for (var seed = 0; seed < RecordedReviews.Count(InContinuousIntegration); seed++)
        {
            var random = new Random(seed);
            var (kind, review) = seeds[random.Next(seeds.Count)];
            var body = JsonMutator.Spoil(review, random);
            try
            {
                judged += Judge(kind, body, Policies[random.Next(Policies.Length)]) ? 1 : 0;
            }
            catch (Exception exception)
            {
                // One of each sort is enough to mend it.
                _ = defects.TryAdd($"{exception.GetType().Name} {exception.StackTrace?.Split('\n')[0].Trim()}", $"seed {seed}: {exception}\n{Encoding.UTF8.GetString(body)}");
            }
        }

        output.WriteLine($"{judged} valid ones judged");
        defects.Values.Should().BeEmpty();
        judged.Should().BePositive("some changes do no harm, or nothing was shown");
    }

    private static bool Judge(string kind, byte[] body, AdmissionPolicy policy)
    {
        using var review = ReviewReader.Read(body);
        if (review.Request is not { } request)
            return false;

        var way = ReviewTable.With(new ReviewJudges
        {
            OfApplications = [question => Counted(DeepJudgement.Judge(question.Application, policy))],
            OfConnects = [(connect, _) => Counted(ConnectJudgement.Judge(connect, policy))],
            Defaults = (application, _) => PolicyDefaults.Apply(application, policy),
            DefaultsOfConnects = (connect, _) => PolicyDefaults.Apply(connect, policy),
        }).Where(entry => entry.Of.Kind == kind);
        var asked = false;
        foreach (var entry in way)
            _ = entry.Answer(request);
        return asked;

        ValidationOutcome Counted(ValidationOutcome outcome)
        {
            asked = true;
            return outcome;
        }
    }
}
