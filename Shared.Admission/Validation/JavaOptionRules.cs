using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>JVM options that Spark does not take from its users. Source: <c>SparkConf.validateSettings</c>, <c>SparkSubmitCommandBuilder.checkJavaOptions</c>.</summary>
internal static class JavaOptionRules
{
    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        var conf = spec.SparkConf.OrEmpty();
        Judge("driver.javaOptions", spec.Driver?.JavaOptions, forExecutors: false);
        Judge("executor.javaOptions", spec.Executor?.JavaOptions, forExecutors: true);
        Judge($"sparkConf[{SparkConfKeys.DriverExtraJavaOptions}]", conf.GetValueOrDefault(SparkConfKeys.DriverExtraJavaOptions), forExecutors: false);
        Judge($"sparkConf[{SparkConfKeys.ExecutorExtraJavaOptions}]", conf.GetValueOrDefault(SparkConfKeys.ExecutorExtraJavaOptions), forExecutors: true);

        void Judge(string member, string? options, bool forExecutors)
        {
            if (options?.Contains("-Xmx", StringComparison.Ordinal) is true)
                context.Warn(member, ErrorCodes.Conflict, "Spark refuses -Xmx here; set 'memory' of the role instead");
            if (forExecutors && options?.Contains("-Dspark", StringComparison.Ordinal) is true)
                context.Warn(member, ErrorCodes.Conflict, "Spark refuses Spark properties here; put them into 'sparkConf'");
        }
    }
}
