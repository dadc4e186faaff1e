using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.Executors;
using Shared.Submission.Preparation;
using Shared.Submission.Rendering;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;
using Testing.Comparison;

namespace Shared.Submission.Tests;

/// <summary>Executors that start from a complete template end up as those that the pod webhook mutated, or the application says that it needs the webhook.</summary>
public sealed class CompleteAtBirthTests
{
    private static readonly ExecutorCircumstances Circumstances = new()
    {
        ResourceId = "f1b2c3d4e5f60718",
        ConfigMapId = "c1b2c3d4e5f60718",
        LocalDirectoryId = "3f2c6a1e-8d47-4f0b-9a55-1c2d3e4f5a6b",
        DriverUid = "5e0a3bb1-64c5-4a6e-8f9e-0a1b2c3d4e5f",
        DriverPodIp = "10.0.0.10",
    };

    public static TheoryData<string> Releases => [.. SparkRelease.Known.Select(release => release.Label)];

    [Theory, MemberData(nameof(Releases))]
    public void Every_recorded_application_gets_the_executors_that_the_webhook_would_make(string version)
    {
        var release = SparkReleases.For(version);

        var problems = RecordedApplications.All.SelectMany(recorded => Problems(recorded.Name, recorded.Application, release)).ToList();

        problems.Should().BeEmpty("{0} differences, the first are\n{1}\n", problems.Count, string.Join('\n', problems.Take(20)));
    }

    private static IEnumerable<string> Problems(string name, SparkApplication application, SparkRelease release)
    {
        var (arguments, _) = OperatorArguments.Of(ApplicationPreparation.Apply(application, SubmissionOptions.Default).Application, A.Identity.SubmissionId, SubmissionOptions.Default);
        if (arguments is null || Executor(arguments, release) is not { } plain)
            return [];

        var survival = TemplateSurvival.Of(application, SparkRole.Executor, release);
        if (!survival.NeedsPodWebhook.IsEmpty)
            return [];

        try
        {
            var mutated = WithSparksOwnWord(PodMutations.Apply(plain, new SparkPodContext(application, SparkRole.Executor)), release);
            var born = Executor(ExecutorCompletion.Apply(arguments, application, A.Identity, survival), release)!;
            return SemanticComparer.Objects(ContractsJson.ToNode(mutated), ContractsJson.ToNode(WithoutMarks(born)), new Tokens())
                .Select(difference => $"{name}: {difference}");
        }
        catch (PodRefusedException)
        {
            return [];
        }
    }

    private static Pod? Executor(SparkSubmitArguments arguments, SparkRelease release) =>
        SparkSubmission.Plan(arguments, release, SparkIdentity.Of(A.Identity)).Objects is { } objects
            ? ExecutorPrediction.Of(objects, release, Circumstances).Executor?.Pod
            : null;

    // The webhook replaces the whole security context and so loses that Spark 4.3 forbids escalation; a template does not, and we are glad of it.
    private static Pod WithSparksOwnWord(Pod pod, SparkRelease release) =>
        !release.Has(SparkFeatures.PrivilegeEscalation) || pod.Spec!.Containers!.Any(container => container.SecurityContext?.AllowPrivilegeEscalation is not null)
            ? pod
            : pod with
            {
                Spec = pod.Spec with
                {
                    Containers = [.. pod.Spec.Containers!.Select(container => container.Name == ContainerNames.Executor
                        ? container with { SecurityContext = (container.SecurityContext ?? new SecurityContext()) with { AllowPrivilegeEscalation = false } }
                        : container)],
                },
            };

    private static Pod WithoutMarks(Pod pod) => pod with
    {
        Metadata = pod.Metadata! with { Labels = pod.Metadata.Labels!.Where(label => label.Key != Labels.Rendered).ToDictionary() },
        Spec = pod.Spec! with { EnableServiceLinks = null },
    };
}
