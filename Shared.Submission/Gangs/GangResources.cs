using System.Globalization;
using Shared.Contracts.Core;
using Shared.Submission.Conf;
using Shared.Submission.Executors;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Gangs;

/// <summary>What a gang needs before it may start: exactly what its driver and its first executors will ask for.</summary>
public static class GangResources
{
    /// <summary>Amounts by resource; or the reasons why there will be no executors.</summary>
    /// <param name="driver">As it is created.</param>
    /// <param name="objects">Of the submission.</param>
    /// <param name="release">Whose rules the driver follows.</param>
    /// <param name="identity">Of the submission.</param>
    public static (IReadOnlyDictionary<string, Quantity>? Resources, IReadOnlyList<SubmissionError> Errors) Of(
        Pod driver, SparkObjects objects, SparkRelease release, SparkIdentity identity)
    {
        var sum = PodRequests.Of(driver.Spec);
        if (GangSize.InitialExecutors(objects.Properties) is var executors and > 0)
        {
            var (executor, errors) = ExecutorPrediction.Of(objects, release, Circumstances(identity));
            if (executor is null)
                return (null, errors);
            sum = PodRequests.Sum([sum, PodRequests.Of(executor.Pod.Spec).ToDictionary(entry => entry.Key, entry => entry.Value * executors)]);
        }

        return (sum.Where(entry => entry.Value > 0).ToDictionary(entry => entry.Key, entry => Text(entry.Key, entry.Value)), []);
    }

    // None of it shows in what a pod asks for.
    private static ExecutorCircumstances Circumstances(SparkIdentity identity) => new()
    {
        ResourceId = identity.ResourceId,
        ConfigMapId = identity.ConfigMapId,
        LocalDirectoryId = identity.LocalDirectoryId,
        DriverUid = "",
        DriverPodIp = "",
    };

    private static Quantity Text(string resource, decimal amount) => resource switch
    {
        "cpu" when amount != decimal.Truncate(amount) => Digits(decimal.Ceiling(amount * 1000)) + "m",
        not "cpu" when amount % MemorySize.MiB == 0 => Digits(amount / MemorySize.MiB) + "Mi",
        _ => Digits(decimal.Ceiling(amount)),
    };

    private static string Digits(decimal amount) => decimal.Truncate(amount).ToString(CultureInfo.InvariantCulture);
}
