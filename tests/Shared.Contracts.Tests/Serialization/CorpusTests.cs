using System.Text.Json.Nodes;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;
using Testing.Recordings;

namespace Shared.Contracts.Tests.Serialization;

public sealed class CorpusTests
{
    [Fact]
    public void Given_every_manifest_of_the_corpus_When_read_and_written_Then_nothing_is_lost_or_changed_or_the_error_says_where()
    {
        var refused = new List<string>();
        foreach (var @case in Goldens.Corpus!.Cases)
        {
            var manifest = @case.Json();
            try
            {
                var written = ReadAndWrite(manifest);
                JsonNode.DeepEquals(written, manifest).Should().BeTrue("{0} must survive; it became {1}", @case.Path, written.ToJsonString());
            }
            catch (ContractsJsonException exception)
            {
                exception.Misfits.Should().OnlyContain(misfit => misfit.Path.StartsWith("spec", StringComparison.Ordinal), "{0}", @case.Path);
                refused.Add(@case.Path);
            }
        }

        refused.Should().OnlyContain(path => path.StartsWith("invalid/", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_manifests_whose_types_the_reference_operator_cannot_decode_When_read_Then_they_are_refused_here_too()
    {
        var refused = Goldens.Set("admission")!.Lines("verdicts.jsonl")
            .Where(line => line["message"]?.GetValue<string>().Contains("cannot unmarshal", StringComparison.Ordinal) == true)
            .Select(line => line["case"]!.GetValue<string>())
            .ToList();

        refused.Should().NotBeEmpty();
        refused.Where(Decodes).Should().BeEmpty();
    }

    private static bool Decodes(string name)
    {
        try
        {
            ReadAndWrite(Goldens.Corpus!.FindCase(name)!.Json());
            return true;
        }
        catch (ContractsJsonException)
        {
            return false;
        }
    }

    private static JsonNode ReadAndWrite(JsonObject manifest) => manifest["kind"]?.GetValue<string>() switch
    {
        ScheduledSparkApplication.KindName => ContractsJson.ToNode(ContractsJson.Deserialize<ScheduledSparkApplication>(manifest)),
        SparkConnect.KindName => ContractsJson.ToNode(ContractsJson.Deserialize<SparkConnect>(manifest)),
        _ => ContractsJson.ToNode(ContractsJson.Deserialize<SparkApplication>(manifest)),
    };
}
