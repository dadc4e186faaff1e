using System.Text.Json.Nodes;
using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing.Recordings;
using Xunit.Abstractions;

namespace Shared.Admission.Tests.Mutation;

/// <summary>Pods that the reference's webhook mutated, against ours.</summary>
public sealed class RecordedPodsTests(ITestOutputHelper output)
{
    private const string Uid = "<app-uid>";

    [Theory]
    [InlineData("admission")]
    [InlineData("admission-gated")]
    public void Every_recorded_pod_comes_out_as_recorded(string set)
    {
        var (equal, corrected, problems) = (0, new List<string>(), new List<string>());
        foreach (var (name, application, role, recording) in Pods(set).Where(pod => pod.Recording["allowed"]!.GetValue<bool>()))
        {
            var recorded = ContractsJson.Deserialize<Pod>(recording["output"]!);
            var expected = RecordedCorrections.Of(recorded);
            var actual = Mutate(ContractsJson.Deserialize<Pod>(recording["input"]!), new SparkPodContext(application, role));
            if (!(actual is null ? expected is null : expected is not null && ApiEquality.AreEqual(actual, expected with { Status = null })))
                problems.Add($"{name}/{role}");
            else if (ReferenceEquals(expected, recorded))
                equal++;
            else
                corrected.Add($"{name}/{role}");
        }

        output.WriteLine($"{set}: {equal} equal, {corrected.Count} corrected ({string.Join(", ", corrected)}), {problems.Count} wrong");
        problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("admission")]
    [InlineData("admission-gated")]
    public void A_pod_that_went_through_once_is_not_changed_again(string set)
    {
        foreach (var (name, application, role, recording) in Pods(set))
        {
            var context = new SparkPodContext(application, role);
            if (Mutate(ContractsJson.Deserialize<Pod>(recording["input"]!), context) is { } once)
                ContractsJson.Serialize(PodMutations.Apply(once, context)).Should().Equal(ContractsJson.Serialize(once), name);
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

    internal static IEnumerable<(string Name, SparkApplication Application, SparkRole Role, JsonObject Recording)> Pods(string set)
    {
        foreach (var @case in Goldens.Set(set)?.Cases ?? [])
        {
            if (JsonNode.Parse(@case.Bytes.Span) is not JsonObject json || json["application"] is not JsonObject application)
                continue;
            application["metadata"]!["uid"] = Uid;
            var app = ContractsJson.Deserialize<SparkApplication>(application);
            foreach (var role in new[] { SparkRole.Driver, SparkRole.Executor })
            {
                if (json[role.ToString().ToLowerInvariant()] is not JsonObject recording)
                    continue;
                // The recording of a generated name tells it on the pods only.
                var name = app.Metadata!.Name ?? recording["input"]!["metadata"]!["labels"]![Labels.AppName]!.GetValue<string>();
                yield return (@case.Name, app with { Metadata = app.Metadata with { Name = name } }, role, recording);
            }
        }
    }
}
