using System.Text.Json.Nodes;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.Conversion;
using Shared.Submission.Preparation;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;
using Testing.Comparison;

namespace Shared.Submission.Tests.Conversion;

/// <summary>Application to spark-submit's words to application: the same driver comes out.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Every_recorded_application_comes_back_with_the_same_driver()
    {
        var problems = RecordedApplications.All.SelectMany(recorded => Problems(recorded.Name, recorded.Application)).ToList();

        problems.Should().BeEmpty("{0} differences, the first are\n{1}\n", problems.Count, string.Join('\n', problems.Take(20)));
    }

    private static IEnumerable<string> Problems(string name, SparkApplication recorded)
    {
        var (application, _) = ApplicationPreparation.Apply(recorded, SubmissionOptions.Default);
        var release = SparkReleases.Resolve(application.Spec!.SparkVersion, application.Spec.Driver?.Image ?? application.Spec.Image).Release;
        if (!SparkApplicationValidation.Validate(application).IsValid || Words(application) is not { } words || Driver(words, release) is not { } driver)
            return [];

        var result = SparkSubmitConversion.ToApplication(words, application.Spec.SparkVersion);
        if (result is not ConversionResult.Converted converted)
            return [$"{name}: {result}"];

        var again = Driver(Words(converted.Application with { Metadata = application.Metadata })!, release);
        return again is null
            ? [$"{name}: cannot be submitted again"]
            : SemanticComparer.Objects(Comparable(driver), Comparable(again), new Tokens()).Select(difference => $"{name}: {difference}");
    }

    // Tells apart a template that says nothing and none at all, which is the same; nothing selects by it.
    private static JsonNode Comparable(Pod pod)
    {
        var node = ContractsJson.ToNode(pod);
        _ = node["metadata"]!["labels"]!.AsObject().Remove(Labels.MutatedBySparkOperator);
        return node;
    }

    private static SparkSubmitArguments? Words(SparkApplication application) =>
        OperatorArguments.Of(application, A.Identity.SubmissionId, SubmissionOptions.Default).Arguments;

    private static Pod? Driver(SparkSubmitArguments words, SparkRelease release) =>
        SparkSubmission.Plan(words, release, SparkIdentity.Of(A.Identity)).Objects?.Driver;
}
