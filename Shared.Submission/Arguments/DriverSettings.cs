using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Arguments;

internal static class DriverSettings
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ArgumentContext context)
    {
        var driver = context.Spec.Driver ?? new DriverSpec();
        var role = context.Driver;

        return
        [
            new(SparkConfKeys.DriverPodName, context.DriverPodName),
            .. PodLabels.OfOperator(context, role),
            .. Images.Of(context, role),
            .. Pairs.Of(SparkConfKeys.DriverCores, driver.Cores),
            .. Pairs.Given(SparkConfKeys.DriverRequestCores, driver.CoreRequest),
            .. Pairs.Given(SparkConfKeys.DriverLimitCores, driver.CoreLimit),
            .. Pairs.Given(SparkConfKeys.DriverMemory, driver.Memory),
            .. Pairs.Given(SparkConfKeys.DriverMemoryOverhead, driver.MemoryOverhead),
            .. Pairs.Given(SparkConfKeys.DriverServiceAccountName, driver.ServiceAccount),
            .. Pairs.Given(SparkConfKeys.DriverExtraJavaOptions, driver.JavaOptions),
            .. Pairs.Given(SparkConfKeys.DriverMaster, driver.KubernetesMaster),
            .. PodLabels.OfUser(context, role),
            .. Pairs.Map(SparkConfKeys.DriverAnnotationPrefix, driver.Annotations),
            .. Pairs.Map(SparkConfKeys.DriverServiceLabelPrefix, driver.ServiceLabels),
            .. Pairs.Map(SparkConfKeys.DriverServiceAnnotationPrefix, driver.ServiceAnnotations),
            .. Secrets.KeyReferences(role),
        ];
    }
}
