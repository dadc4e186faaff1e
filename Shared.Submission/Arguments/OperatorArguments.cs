using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Arguments;

/// <summary>One group of <c>--conf</c> pairs.</summary>
internal sealed record ArgumentConcern(string Name, Func<ArgumentContext, IEnumerable<KeyValuePair<string, string>>> Pairs);

/// <summary>From the application to what the operator tells spark-submit. Source: <c>controller.md</c> 3.3.</summary>
public static class OperatorArguments
{
    // Order is contract: of two pairs with one key Spark takes the later one, so what the operator manages beats sparkConf.
    private static readonly ImmutableArray<ArgumentConcern> InOrder =
    [
        new("namespace", context => Pairs.Given(SparkConfKeys.Namespace, context.Metadata.Namespace ?? "default")),
        new("images", Images.OfAll),
        new("language", Language.Of),
        new("no waiting", _ => Pairs.Of(SparkConfKeys.WaitAppCompletion, false)),
        new("sparkConf and hadoopConf", UserConf.Of),
        new("driver", DriverSettings.Of),
        new("driver environment", context => Pairs.Map(context.Driver.EnvPrefix, context.Driver.Spec.EnvVars)),
        new("driver secrets", context => Secrets.Of(context.Driver)),
        new("driver local directories", context => LocalDirectoryVolumes.Of(context, context.Driver)),
        new("executor", ExecutorSettings.Of),
        new("executor environment", context => Pairs.Map(context.Executor.EnvPrefix, context.Executor.Spec.EnvVars)),
        new("executor secrets", context => Secrets.Of(context.Executor)),
        new("executor local directories", context => LocalDirectoryVolumes.Of(context, context.Executor)),
        new("node selector", context => Pairs.Map(SparkConfKeys.NodeSelectorPrefix, context.Spec.NodeSelector)),
        new("dynamic allocation", DynamicAllocationSettings.Of),
        new("pod templates", PodTemplates.Settings),
    ];

    /// <summary>The arguments, or everything that keeps them from being built; never both.</summary>
    public static (SparkSubmitArguments? Arguments, IReadOnlyList<SubmissionError> Errors) Of(
        SparkApplication application, string submissionId, SubmissionOptions options)
    {
        var errors = new ErrorList();
        var context = new ArgumentContext(application, submissionId, options, errors);
        var arguments = new SparkSubmitArguments
        {
            Flags = [.. Flags.Of(context)],
            Conf = [.. InOrder.SelectMany(concern => concern.Pairs(context))],
            MainResource = context.Spec.MainApplicationFile,
            Arguments = context.Spec.Arguments.OrEmpty(),
            Templates = PodTemplates.Files(context),
        };

        return errors.Any ? (null, errors.All) : (arguments, []);
    }
}
