using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Arguments;

internal static class ExecutorSettings
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ArgumentContext context)
    {
        var executor = context.Spec.Executor ?? new ExecutorSpec();
        var role = context.Executor;

        return
        [
            .. PodLabels.OfOperator(context, role),
            .. Pairs.Of(SparkConfKeys.ExecutorInstances, executor.Instances),
            .. Images.Of(context, role),
            .. Pairs.Of(SparkConfKeys.ExecutorCores, executor.Cores),
            .. Pairs.Given(SparkConfKeys.ExecutorRequestCores, executor.CoreRequest),
            .. Pairs.Given(SparkConfKeys.ExecutorLimitCores, executor.CoreLimit),
            .. Pairs.Given(SparkConfKeys.ExecutorMemory, executor.Memory),
            .. Pairs.Given(SparkConfKeys.ExecutorMemoryOverhead, executor.MemoryOverhead),
            .. Pairs.Given(SparkConfKeys.ExecutorServiceAccountName, executor.ServiceAccount),
            .. Pairs.Of(SparkConfKeys.ExecutorDeleteOnTermination, executor.DeleteOnTermination),
            .. PodLabels.OfUser(context, role),
            .. Pairs.Map(SparkConfKeys.ExecutorAnnotationPrefix, executor.Annotations),
            .. Secrets.KeyReferences(role),
            .. Pairs.Given(SparkConfKeys.ExecutorExtraJavaOptions, executor.JavaOptions),
        ];
    }
}
