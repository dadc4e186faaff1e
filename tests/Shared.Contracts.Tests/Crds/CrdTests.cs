using System.Text.Json.Nodes;
using Testing;

namespace Shared.Contracts.Tests.Crds;

public sealed class CrdTests
{
    private static readonly DocComments Comments = new(Path.Combine(AppContext.BaseDirectory, "Shared.Contracts.xml"));

    public static TheoryData<string> Plurals => [.. CrdDefinition.All.Select(definition => definition.Plural)];

    [Theory, MemberData(nameof(Plurals))]
    public void Given_the_contracts_When_the_definition_is_made_from_them_Then_it_equals_the_committed_file(string plural)
    {
        var (definition, json) = Make(plural);
        var file = Repository.PathTo("crds", definition.FileName);
        var made = $"# Made from Shared.Contracts: UPDATE_GOLDEN=1 dotnet test tests/Shared.Contracts.Tests -c Release\n{YamlText.Of(json)}";

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, made);

        File.ReadAllText(file).Should().Be(made, "run UPDATE_GOLDEN=1 dotnet test tests/Shared.Contracts.Tests -c Release and review the change");
    }

    [Theory, MemberData(nameof(Plurals))]
    public void Given_a_definition_When_measured_as_compact_JSON_Then_a_plain_apply_can_hold_it_in_its_annotation(string plural) =>
        System.Text.Encoding.UTF8.GetByteCount(Make(plural).Json.ToJsonString()).Should().BeLessThan(60_000);

    [Theory, MemberData(nameof(Plurals))]
    public void Given_the_original_API_When_compared_Then_every_field_is_there_with_its_type_and_limits(string plural)
    {
        var schema = SchemaOf(plural);
        var expected = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Crds", "upstream-fields", $"{plural}.tsv")).Skip(1).ToList();

        var found = expected.Select(line => SchemaWalk.Describe(schema, line.Split('\t')[0]));

        found.Should().Equal(expected);
    }

    [Theory, MemberData(nameof(Plurals))]
    public void Given_a_definition_When_compared_Then_its_own_fields_are_the_listed_additions(string plural)
    {
        var original = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Crds", "upstream-fields", $"{plural}.tsv"))
            .Skip(1).Select(line => line.Split('\t')[0]).ToHashSet();

        // Below Kubernetes' own types the original is not listed.
        var additions = SchemaWalk.ClosedFields(SchemaOf(plural)).Where(path => !original.Contains(path)).Order(StringComparer.Ordinal);

        additions.Should().Equal(Additions[plural]);
    }

    [Theory, MemberData(nameof(Plurals))]
    public void Given_a_definition_When_explained_by_kubectl_Then_each_field_of_the_specification_has_a_text(string plural)
    {
        var silent = SchemaWalk.Silent(SchemaOf(plural)["properties"]!["spec"]!.AsObject(), "spec").ToList();

        silent.Should().BeEmpty();
    }

    private static readonly string[] ConditionFields =
    [
        "status.conditions", "status.conditions[]", "status.conditions[].lastTransitionTime", "status.conditions[].message",
        "status.conditions[].observedGeneration", "status.conditions[].reason", "status.conditions[].status", "status.conditions[].type",
    ];

    private static readonly string[] DiagnosisFields =
        ["status.diagnosis", "status.diagnosis.category", "status.diagnosis.evidence", "status.diagnosis.message", "status.diagnosis.nextStep"];

    private static readonly Dictionary<string, string[]> Additions = new()
    {
        ["sparkapplications"] = [.. ConditionFields, .. DiagnosisFields, "status.observedGeneration", "status.runningExecutors", "status.specRevision"],
        ["scheduledsparkapplications"] =
        [
            "spec.catchUpPolicy", "spec.startingDeadlineSeconds", .. ConditionFields, .. DiagnosisFields, "status.missedRuns", "status.observedGeneration", "status.observedSchedule",
        ],
        ["sparkconnects"] = ["spec.restrictClients", "spec.updatePolicy", .. DiagnosisFields, "status.observedGeneration"],
    };

    private static (CrdDefinition Definition, JsonObject Json) Make(string plural)
    {
        var definition = CrdDefinition.All.Single(candidate => candidate.Plural == plural);
        return (definition, definition.ToJson(new CrdSchema(Comments)));
    }

    private static JsonObject SchemaOf(string plural) => Make(plural).Json["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
}
