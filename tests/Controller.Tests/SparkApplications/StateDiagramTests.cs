using System.Text.RegularExpressions;
using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.SparkApplications;
using Testing;

namespace Controller.Tests.SparkApplications;

/// <summary>The diagram in docs/states.md has the edges that the code has: no more, no less.</summary>
public sealed partial class StateDiagramTests
{
    private static readonly SparkApplicationSpec[] Specs =
    [
        A.Spec, A.Spec with { Suspend = true }, A.Spec with { Arguments = ["edited"] }, A.Restarting("Always", interval: 1), A.Restarting("OnFailure", runs: 9, submissions: 9, interval: 1),
    ];

    [Fact]
    public void Every_edge_of_the_code_is_drawn_and_every_edge_that_is_drawn_is_of_the_code()
    {
        var drawn = Edge().Matches(File.ReadAllText(Repository.PathTo("docs", "states.md")))
            .Select(match => (match.Groups["from"].Value, match.Groups["to"].Value))
            .Where(edge => edge.Item2 != "[*]")
            .ToHashSet();

        var found =
            from state in Enum.GetValues<ApplicationState>()
            from spec in Specs
            from world in Worlds()
            from decision in Decisions(spec, A.Status(state), world)
            where decision.Status.State != state
            select (Name(state), Name(decision.Status.State));

        found.ToHashSet().Should().BeEquivalentTo(drawn);
    }

    private static IEnumerable<Decision> Decisions(SparkApplicationSpec spec, SparkApplicationStatus status, ObservedWorld world)
    {
        // A new application has no attempt behind it.
        var now = A.Noon.AddHours(1);
        var decision = StateMachine.Decide(spec, status.State is ApplicationState.New ? new SparkApplicationStatus() : status, world, now);
        yield return decision;
        if (decision.Effects.OfType<Effect.Submit>().Any())
            yield return StateMachine.OnRejected(spec, status, world, new Rejection("Forbidden", "no"), now);
    }

    private static IEnumerable<ObservedWorld> Worlds() =>
        from pods in Enum.GetValues<PodPhase>().Select(phase => new[] { A.Driver(phase, phase is PodPhase.Failed ? A.Exited(1) : null) }).Append([])
        from generation in new[] { 1L, 2L }
        let world = A.LiveWorld(pods)
        select world with { Application = world.Application with { Generation = generation } };

    private static string Name(ApplicationState state) => state is ApplicationState.New ? "[*]" : state.ToText();

    [GeneratedRegex(@"^ +(?<from>[A-Z_]+|\[\*\]) --> (?<to>[A-Z_]+|\[\*\]):", RegexOptions.Multiline)]
    private static partial Regex Edge();
}
