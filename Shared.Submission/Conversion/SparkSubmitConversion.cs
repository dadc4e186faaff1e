using Shared.Admission.Defaults;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;
using Shared.Submission.SparkSubmit;
using Shared.Submission.Steps;

namespace Shared.Submission.Conversion;

/// <summary>
/// A spark-submit command line as the SparkApplication that does the same. Pure: the caller parses the words and lends its disk and its variables.
/// <code>
/// var (arguments, errors) = SparkSubmitCommandLine.Parse(words);   // the words after spark-submit; arguments is null when errors are not empty
/// var result = SparkSubmitConversion.ToApplication(arguments with { Files = disk, Environment = variables });
/// </code>
/// What the application cannot do is told, by comparing what the operator would submit for it with what was asked for.
/// </summary>
public static class SparkSubmitConversion
{
    // Spark's own default, while an application that says nothing gets one executor.
    private const int DefaultExecutors = 2;

    // The time and the identity decide nothing that an application says.
    private static readonly SparkIdentity Identity = SparkIdentity.Of(new SubmissionIdentity("00000000-0000-0000-0000-000000000000", DateTimeOffset.UnixEpoch));

    /// <param name="arguments">As they were typed, with the files and variables that spark-submit would read.</param>
    /// <param name="sparkVersion"><c>spec.sparkVersion</c>; null takes it from the image's tag, else the newest with a warning.</param>
    public static ConversionResult ToApplication(SparkSubmitArguments arguments, string? sparkVersion = null)
    {
        var errors = new ErrorList();
        var environment = SubmitterEnvironment.Of(arguments, errors);
        var (release, warning) = SparkSubmission.ReleaseOf(arguments, sparkVersion);

        // What real spark-submit refuses, no application does.
        var (objects, problems) = SparkSubmission.Plan(arguments, release, Identity);
        if (objects is null && problems.FirstOrDefault(problem => !problem.NeedsSubmitterJob || problem.Path.StartsWith("spec.main", StringComparison.Ordinal)) is { } refusal)
            return new ConversionResult.Refused(refusal.ToString());

        var given = SubmitRules.Given(arguments, environment, release, errors);
        var settings = SubmitterVariables.Apply(given, environment);
        var application = MainApplication.Of(arguments, settings, errors)!;
        var context = new StepContext(
            arguments, application, new SparkConf(settings, environment, release, errors), release, Identity, SparkNames.For(application.Name, Identity, release), environment, errors);

        var draft = ConversionDraft.Of(context, settings, problems);
        return Judged(draft, ConvertedTemplates.Apply(WithExecutors(draft.Spec, settings), context), context, warning);
    }

    private static ConversionResult Judged(ConversionDraft draft, SparkApplicationSpec spec, StepContext context, string? warning)
    {
        var name = ConvertedName.Of(context.Application.Name);
        var application = new SparkApplication
        {
            ApiVersion = SparkApplication.GroupVersion,
            Kind = SparkApplication.KindName,
            Metadata = new ObjectMeta { Name = name, Namespace = context.Namespace },
            Spec = spec,
        };

        var outcome = SparkApplicationValidation.Validate(SparkApplicationDefaults.Apply(application));
        if (!outcome.IsValid)
            return new ConversionResult.Refused($"an application cannot say this: {outcome.Errors[0]}");

        return new ConversionResult.Converted(
            application,
            [
                .. name == context.Application.Name ? [] : (LostSetting[])[new("--name", $"'{context.Application.Name}' is no name for an object; the application is called '{name}'.")],
                .. draft.Lost,
                .. LostSettings.Of(application, draft.Kept),
            ],
            [.. warning is null ? [] : (string[])[warning], .. outcome.Warnings.Select(found => found.ToString())]);
    }

    private static SparkApplicationSpec WithExecutors(SparkApplicationSpec spec, Dictionary<string, string> settings) =>
        settings.ContainsKey(SparkConfKeys.ExecutorInstances) || spec.DynamicAllocation is not null
            ? spec
            : spec with { Executor = (spec.Executor ?? new ExecutorSpec()) with { Instances = DefaultExecutors } };
}
