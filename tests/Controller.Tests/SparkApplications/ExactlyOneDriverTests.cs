using System.Collections.Immutable;
using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission;

namespace Controller.Tests.SparkApplications;

/// <summary>Random lives: crashes before recording, late caches, pods that come, run, end, vanish and linger.</summary>
public sealed class ExactlyOneDriverTests
{
    private delegate Decision Rule(SparkApplicationSpec spec, SparkApplicationStatus status, ObservedWorld world, DateTimeOffset now);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_happens_no_attempt_gets_a_second_driver_and_no_two_drivers_live(int seed) =>
        Live(seed, (spec, status, world, now) => StateMachine.Decide(spec, status, world, now)).Should().BeNull("seed {0}", seed);

    [Fact]
    public void Without_adoption_the_property_above_does_not_hold()
    {
        Rule blind = (spec, status, world, now) => StateMachine.Decide(
            spec, status, world with { Pods = [.. world.Pods.Where(pod => pod.SubmissionId != world.NextSubmissionId)] }, now);

        Enumerable.Range(1, 50).Select(seed => Live(seed, blind)).Should().Contain(problem => problem != null);
    }

    [Fact]
    public void Without_the_wait_for_pods_that_terminate_the_property_above_does_not_hold()
    {
        Rule hasty = (spec, status, world, now) => StateMachine.Decide(
            spec, status, world with { Pods = [.. world.Pods.Where(pod => !pod.IsTerminating)] }, now);

        Enumerable.Range(1, 50).Select(seed => Live(seed, hasty)).Should().Contain(problem => problem != null);
    }

    /// <summary>Null when nothing was wrong.</summary>
    private static string? Live(int seed, Rule rule)
    {
        var random = new Random(seed);
        var spec = A.Restarting(random.Next(2) == 0 ? "Always" : "OnFailure", runs: 3, submissions: 3, interval: random.Next(3));
        var (status, pods, late, now) = (new SparkApplicationStatus(), ImmutableArray<PodRecord>.Empty, ImmutableArray<PodRecord>.Empty, A.Noon);
        var created = new HashSet<string>();

        for (var step = 0; step < 200; step++)
        {
            spec = spec with { Suspend = random.Next(10) == 0 ? spec.Suspend is not true : spec.Suspend };
            var decision = rule(spec, status, Observe(status, late, isLive: false), now);
            // The API server keeps a name once; whoever runs into that looks live and decides again.
            if (decision.NeedsLiveLook || decision.Effects.OfType<Effect.Submit>().Any(submit => pods.Any(pod => pod.SubmissionId == submit.Identity.SubmissionId)))
                decision = rule(spec, status, Observe(status, pods, isLive: true), now);

            foreach (var effect in decision.Effects)
            {
                switch (effect)
                {
                    case Effect.Submit submit:
                        // A user may name each attempt's driver differently, so that no name keeps two attempts apart.
                        if (!created.Add(submit.Identity.SubmissionId))
                            return $"step {step}: attempt {submit.Identity.SubmissionId} got a second driver";
                        if (pods.Any(pod => pod.Role == SparkRoles.Driver && !pod.IsFinished))
                            return $"step {step}: a second driver beside one that lives";
                        pods = pods.Add(A.Driver(PodPhase.Pending, id: submit.Identity.SubmissionId) with { Uid = $"uid-{created.Count}", Name = $"driver-{created.Count}" });
                        break;
                    case Effect.DeleteDriver(_, var uid):
                        pods = [.. pods.Select(pod => pod.Uid == uid ? pod with { DeletionDeadline = now } : pod)];
                        break;
                }
            }

            if (random.Next(4) != 0)
                status = decision.Status; // Else it crashed before it recorded.
            if (random.Next(3) != 0)
                late = pods;
            pods = [.. MoveOn(pods, random)];
            now += TimeSpan.FromSeconds(random.Next(20));
        }

        return null;
    }

    private static ObservedWorld Observe(SparkApplicationStatus status, ImmutableArray<PodRecord> pods, bool isLive) =>
        A.World([.. pods]) with { IsLive = isLive, NextSubmissionId = SubmissionIds.Next(A.Uid, status.SubmissionId) };

    private static IEnumerable<PodRecord> MoveOn(ImmutableArray<PodRecord> pods, Random random)
    {
        foreach (var pod in pods)
        {
            if (pod.IsTerminating && random.Next(3) == 0)
                continue;
            yield return random.Next(3) == 0 ? pod with { Phase = Next(pod.Phase, random) } : pod;
        }
    }

    private static PodPhase Next(PodPhase phase, Random random) => phase switch
    {
        PodPhase.Pending => PodPhase.Running,
        PodPhase.Running => random.Next(2) == 0 ? PodPhase.Succeeded : PodPhase.Failed,
        _ => phase,
    };
}
