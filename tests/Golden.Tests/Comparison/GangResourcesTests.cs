using System.Text.Json.Nodes;
using Golden.Tests.Adapters;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Submission;
using Shared.Submission.Gangs;
using Shared.Submission.SparkVersions;
using Testing.Recordings;

namespace Golden.Tests.Comparison;

/// <summary>What a scheduler is told that a gang needs, against what the recorded pods of real Spark ask for.</summary>
public sealed class GangResourcesTests
{
    private static readonly SparkIdentity Identity = SparkIdentity.Of(new SubmissionIdentity("7d3c0a5e-41b2-5c0a-9d4e-2f1a6b7c8d9e", DateTimeOffset.UnixEpoch));

    [Fact]
    public void Given_recorded_applications_Then_a_gang_is_their_driver_and_their_first_executors()
    {
        var compared = 0;
        foreach (var (name, version, input, recorded) in Recorded())
        {
            if (SparkSubmitCases.Plan(input, version).Objects is not { } objects || recorded["executor"]?["pod"] is not JsonObject executor)
                continue;

            var executors = GangSize.InitialExecutors(objects.Properties);
            var expected = PodRequests.Sum([Requests(RecordedWrites.Driver(recorded)), .. Enumerable.Repeat(Requests(executor), executors)]);

            var (resources, errors) = GangResources.Of(objects.Driver, objects, SparkReleases.For(version), Identity);

            errors.Should().BeEmpty("{0} {1}", name, version);
            resources!.ToDictionary(entry => entry.Key, entry => Value(entry.Value)).Should().Equal(expected.ToDictionary(), "{0} {1}", name, version);
            compared++;
        }

        compared.Should().BeGreaterThan(Goldens.Set("operator-spark") is null ? -1 : 0);
    }

    [Fact]
    public void Given_recorded_applications_of_YuniKorn_Then_its_groups_hold_what_the_pods_ask_for()
    {
        foreach (var (name, version, _, recorded) in Recorded())
        {
            if (recorded["executor"]?["pod"] is not JsonObject executor || Groups(RecordedWrites.Driver(recorded)) is not { } groups || !AsksAsItsFieldsSay(name))
                continue;

            Compare("spark-driver", RecordedWrites.Driver(recorded));
            Compare("spark-executor", executor);

            void Compare(string group, JsonObject pod)
            {
                if (groups.FirstOrDefault(entry => (string?)entry!["name"] == group)?["minResource"] is not JsonObject minimum)
                    return;
                Value((string)minimum["cpu"]!).Should().Be(Requests(pod)["cpu"], "{0} {1} {2}", name, version, group);
                Value((string)minimum["memory"]!).Should().Be(Requests(pod)["memory"], "{0} {1} {2}", name, version, group);
            }
        }
    }

    private static IEnumerable<(string Case, string Version, JsonObject Input, JsonObject Result)> Recorded() =>
        from @case in Goldens.Set("operator-spark")?.Cases ?? []
        let json = @case.Json()
        let input = new JsonObject { ["argv"] = json["argv"]!.DeepClone(), ["files"] = json["files"]?.DeepClone(), ["env"] = json["env"]?.DeepClone() }
        from entry in GoldenVersions.Expand(json)
        where (int)entry.Result["exit"]! == 0
        select (@case.Name, entry.Version, input, entry.Result);

    private static JsonArray? Groups(JsonObject pod) =>
        (string?)pod["metadata"]?["annotations"]?[Annotations.YuniKornTaskGroups] is { } text ? JsonNode.Parse(text)!.AsArray() : null;

    // YuniKorn is told from the fields of the application; settings that say otherwise are not seen, as in the operator that we replace.
    private static bool AsksAsItsFieldsSay(string name) =>
        Goldens.Set("operator")?.FindCase(name)?.Json()["stored"]?["sparkConf"] is not JsonObject conf
        || !conf.Any(setting => setting.Key.Contains("memoryOverhead", StringComparison.OrdinalIgnoreCase) || setting.Key.EndsWith(".memory", StringComparison.Ordinal));

    private static IReadOnlyDictionary<string, decimal> Requests(JsonObject pod) => PodRequests.Of(ContractsJson.Deserialize<Pod>(pod).Spec);

    private static decimal Value(Quantity quantity) => quantity.TryGetValue(out var value) ? value : -1;
}
