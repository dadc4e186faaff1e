using System.Text.Json.Nodes;
using Shared.Admission.Mutation;
using Shared.Contracts.Core;
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
        var (equal, problems) = (0, new List<string>());
        foreach (var (name, application, role, recording) in Pods(set))
        {
            var problem = Compare(application, role, recording);
            if (problem is null)
                equal++;
            else
                problems.Add($"{name}/{role}: {problem}");
        }

        output.WriteLine($"{set}: {equal} equal, {problems.Count} not");
        problems.ForEach(output.WriteLine);
        problems.Should().BeEmpty();
    }

    private static string? Compare(SparkApplication application, SparkRole role, JsonObject recording)
    {
        Pod mutated;
        try
        {
            mutated = PodMutations.Apply(ContractsJson.Deserialize<Pod>(recording["input"]!), new SparkPodContext(application, role));
        }
        catch (PodRefusedException refusal)
        {
            return recording["allowed"]!.GetValue<bool>() ? refusal.Message : null;
        }

        if (!recording["allowed"]!.GetValue<bool>())
            return "recorded as refused: " + recording["message"];
        var expected = ContractsJson.Deserialize<Pod>(recording["output"]!);
        return ApiEquality.AreEqual(mutated with { Status = null }, expected with { Status = null })
            ? null
            : $"differs: {ContractsJson.ToNode(mutated).ToJsonString()}\n   expected {ContractsJson.ToNode(expected).ToJsonString()}";
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
                if (json[role.ToString().ToLowerInvariant()] is JsonObject recording)
                    yield return (@case.Name, app, role, recording);
            }
        }
    }
}
