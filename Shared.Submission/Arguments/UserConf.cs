using Shared.Contracts.Names;

namespace Shared.Submission.Arguments;

/// <summary>Settings as the user wrote them. Hadoop's get their prefix even when they have it already: the operator's own quirk.</summary>
internal static class UserConf
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ArgumentContext context) =>
    [
        .. Pairs.Map("", context.Spec.SparkConf).Where(pair => pair.Key is not SparkConfKeys.DriverPodName),
        .. Pairs.Map(SparkConfKeys.HadoopPrefix, context.Spec.HadoopConf),
    ];
}
