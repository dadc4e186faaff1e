using Shared.Admission.Defaults;
using Shared.Admission.Mutation;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing.Recordings;
using Xunit.Abstractions;

namespace Shared.Admission.Tests.Defaults;

/// <summary>Specifications that the reference stored, against ours.</summary>
public sealed class RecordedDefaultsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("operator")]
    [InlineData("operator-gated")]
    public void Every_recorded_specification_gets_the_recorded_defaults(string set)
    {
        var (equal, problems) = (0, new List<string>());
        foreach (var @case in Goldens.Set(set)?.Cases ?? [])
        {
            var json = @case.Json();
            if (json["stored"] is null)
                continue;
            var ours = SparkApplicationDefaults.Apply(ContractsJson.Deserialize<SparkApplication>(json["manifest"]!));
            var stored = ContractsJson.Deserialize<SparkApplicationSpec>(json["stored"]!);
            if (ApiEquality.AreEqual(ours.Spec!, stored))
                equal++;
            else
                problems.Add($"{@case.Name}: {ContractsJson.ToNode(ours.Spec!).ToJsonString()}\n  stored {ContractsJson.ToNode(stored).ToJsonString()}");
        }

        output.WriteLine($"{set}: {equal} equal, {problems.Count} not");
        problems.ForEach(output.WriteLine);
        problems.Should().BeEmpty();
    }
}
