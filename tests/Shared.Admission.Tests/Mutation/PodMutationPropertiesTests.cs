using System.Text.Json.Nodes;
using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.JsonPatch;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Tests.Mutation;

/// <summary>What holds for every application and every pod, tried on recorded ones in combinations that nobody recorded.</summary>
public sealed class PodMutationPropertiesTests
{
    private const int Rounds = 400;

    private static readonly Lazy<(SparkApplication Application, SparkRole Role, JsonObject Pod)[]> Recorded = new(() =>
        [.. RecordedPodsTests.Pods("admission").Select(pod => (pod.Application, pod.Role, pod.Recording["input"]!.AsObject()))]);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Applied_twice_is_applied_once(int seed) => ForAnyPair(seed, (pod, context, label) =>
    {
        if (Mutate(pod, context) is { } once)
            ContractsJson.Serialize(PodMutations.Apply(once, context)).Should().Equal(ContractsJson.Serialize(once), label);
    });

    [Theory, InlineData(4), InlineData(5)]
    public void Members_that_nobody_models_survive(int seed)
    {
        var random = new Random(seed);
        ForAnyPair(seed, (pod, context, label) =>
        {
            var planted = ContractsJson.ToNode(pod);
            var places = Plant(planted, random);
            if (Mutate(ContractsJson.Deserialize<Pod>(planted), context) is not { } mutated)
                return;
            var text = ContractsJson.ToNode(mutated).ToJsonString();
            foreach (var place in places.Where(place => !IsReplaced(place.Path, context)))
                text.Should().Contain(place.Name, $"{label} at {place.Path}");
        });
    }

    [Fact]
    public void An_executor_of_an_application_that_asks_for_nothing_is_not_changed()
    {
        var context = new SparkPodContext(new SparkApplication { Metadata = new ObjectMeta { Name = "quiet", Uid = "u" }, Spec = new SparkApplicationSpec() }, SparkRole.Executor);
        foreach (var (_, _, recorded) in Recorded.Value)
        {
            var pod = ContractsJson.Deserialize<Pod>(recorded);

            PodMutations.Apply(pod, context).Should().BeSameAs(pod);
        }
    }

    [Fact]
    public void Reading_and_writing_a_recorded_pod_makes_an_empty_patch()
    {
        foreach (var (_, _, recorded) in Recorded.Value)
            JsonPatchDiff.Between(recorded, ContractsJson.ToNode(ContractsJson.Deserialize<Pod>(recorded))).Should().BeEmpty();
    }

    [Fact]
    public void The_template_of_executors_gets_what_their_pods_get()
    {
        foreach (var (application, role, recorded) in Recorded.Value.Where(pod => pod.Role is SparkRole.Executor))
        {
            var (pod, context) = (ContractsJson.Deserialize<Pod>(recorded), new SparkPodContext(application, role));
            if (Mutate(pod, context) is not { } mutated)
                continue;

            var template = PodMutations.Apply(new PodTemplateSpec { Metadata = pod.Metadata, Spec = pod.Spec }, context);

            ContractsJson.Serialize(template).Should().Equal(ContractsJson.Serialize(new PodTemplateSpec { Metadata = mutated.Metadata, Spec = mutated.Spec }));
        }
    }

    private static void ForAnyPair(int seed, Action<Pod, SparkPodContext, string> check)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var (application, _, _) = Recorded.Value[random.Next(Recorded.Value.Length)];
            var (_, role, pod) = Recorded.Value[random.Next(Recorded.Value.Length)];
            check(ContractsJson.Deserialize<Pod>(pod), new SparkPodContext(application, role), $"seed {seed}, round {round}, application {application.Metadata!.Name}");
        }
    }

    private static Pod? Mutate(Pod pod, SparkPodContext context)
    {
        try
        {
            return PodMutations.Apply(pod, context);
        }
        catch (PodRefusedException)
        {
            return null;
        }
    }

    // A member of its own name into some objects of the pod.
    private static List<(string Path, string Name)> Plant(JsonNode pod, Random random)
    {
        var places = new List<(string, string)>();
        Visit(pod);
        return places;

        void Visit(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject members when node.GetPath() is var path && !path.Contains("abels", StringComparison.Ordinal) && !path.Contains("nnotations", StringComparison.Ordinal)
                    && !path.Contains("nodeSelector", StringComparison.Ordinal) && !path.EndsWith("requests", StringComparison.Ordinal) && !path.EndsWith("limits", StringComparison.Ordinal):
                    foreach (var (_, member) in members.ToArray())
                        Visit(member);
                    if (random.Next(4) == 0)
                    {
                        var name = $"planted{places.Count}x";
                        members[name] = new JsonObject { ["kept"] = 1.50m };
                        places.Add((path, name));
                    }

                    break;
                case JsonArray items:
                    foreach (var item in items.ToArray())
                        Visit(item);
                    break;
            }
        }
    }

    // These fields of an application replace a part of the pod whole: that is what they are for.
    private static bool IsReplaced(string path, SparkPodContext context) =>
        (context.RoleSpec.Affinity is not null && path.Contains("ffinity", StringComparison.Ordinal))
        || (context.RoleSpec.DnsConfig is not null && path.Contains("dnsConfig", StringComparison.Ordinal))
        || ((context.RoleSpec.SecurityContext is not null || context.RoleSpec.PodSecurityContext is not null) && path.Contains("securityContext", StringComparison.Ordinal))
        || (context.RoleSpec.Lifecycle is not null && path.Contains("lifecycle", StringComparison.Ordinal));
}
