using System.Text.Json.Nodes;
using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;
using Shared.Submission;
using Testing;
using Testing.Comparison;

namespace Architecture.Tests;

/// <summary>Everything that is shown is run.</summary>
public sealed class ExamplesTests
{
    private static readonly Dictionary<string, Func<JsonObject, JsonNode>> ThereAndBack = new()
    {
        ["SparkApplication"] = node => ContractsJson.ToNode(ContractsJson.Deserialize<SparkApplication>(node)),
        ["ScheduledSparkApplication"] = node => ContractsJson.ToNode(ContractsJson.Deserialize<ScheduledSparkApplication>(node)),
        ["SparkConnect"] = node => ContractsJson.ToNode(ContractsJson.Deserialize<SparkConnect>(node)),
    };

    private static readonly Dictionary<string, Func<JsonObject, ValidationOutcome>> Validation = new()
    {
        ["SparkApplication"] = node => SparkApplicationValidation.Validate(SparkApplicationDefaults.Apply(ContractsJson.Deserialize<SparkApplication>(node))),
        ["ScheduledSparkApplication"] = node => ScheduledSparkApplicationValidation.Validate(ContractsJson.Deserialize<ScheduledSparkApplication>(node)),
        ["SparkConnect"] = node => SparkConnectValidation.Validate(ContractsJson.Deserialize<SparkConnect>(node)),
    };

    // What an example needs beside it; the API server knows these.
    private static readonly string[] Beside = ["ServiceAccount", "Role", "RoleBinding", "ConfigMap", "Namespace", "Secret"];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Repository.PathTo("examples"), "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void An_example_is_read_and_written_back_unchanged(string file)
    {
        var documents = Documents(file);
        documents.Should().NotBeEmpty();
        foreach (var document in documents)
        {
            var kind = (string)document["kind"]!;
            ((string?)document["metadata"]?["name"]).Should().NotBeNullOrEmpty();
            if (ThereAndBack.TryGetValue(kind, out var thereAndBack))
                JsonNode.DeepEquals(thereAndBack(document), document).Should().BeTrue("{0} in {1} must lose nothing", kind, file);
            else
                Beside.Should().Contain(kind);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void An_example_is_valid_and_warns_of_nothing(string file)
    {
        foreach (var document in Documents(file).Where(document => Validation.ContainsKey((string)document["kind"]!)))
        {
            var outcome = Validation[(string)document["kind"]!](document);
            outcome.Errors.Concat(outcome.Warnings).Should().BeEmpty();
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void An_application_of_an_example_has_no_member_that_nobody_reads(string file)
    {
        foreach (var spec in Documents(file).Where(document => (string?)document["kind"] == "SparkApplication").Select(ContractsJson.Deserialize<SparkApplication>).Select(application => application.Spec!))
        {
            spec.Unmodelled.Should().BeNullOrEmpty();
            spec.Driver!.Unmodelled.Should().BeNullOrEmpty();
            spec.Executor!.Unmodelled.Should().BeNullOrEmpty();
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void An_application_of_an_example_becomes_a_driver_without_help_from_a_webhook(string file)
    {
        foreach (var application in Documents(file).Where(document => (string?)document["kind"] == "SparkApplication").Select(ContractsJson.Deserialize<SparkApplication>))
        {
            var named = application with { Metadata = application.Metadata! with { Uid = "3f0e6a3c-9d0b-4f57-8d61-0b5a4b8d2c11" } };

            var result = NativeSubmission.Render(named, new SubmissionIdentity("7d3c0a5e-41b2-5c0a-9d4e-2f1a6b7c8d9e", DateTimeOffset.UnixEpoch));

            result.Should().BeOfType<SubmissionResult.Rendered>("{0}: {1}", file, result)
                .Which.NeedsPodWebhook.Should().BeEmpty();
        }
    }

    private static List<JsonObject> Documents(string file) =>
        [.. YamlText.Documents(File.ReadAllText(Repository.PathTo("examples", file))).Select(document => document!.AsObject())];
}
