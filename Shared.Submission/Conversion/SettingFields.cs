using System.Globalization;
using Shared.Admission;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Conversion;

/// <summary>Sets a member of the specification; null when the member cannot hold the value, which then stays in <c>sparkConf</c>.</summary>
internal delegate SparkApplicationSpec? SetField(SparkApplicationSpec spec, string value);

/// <summary>Settings that an application has a member for: <c>Arguments/</c> read backwards.</summary>
internal static class SettingFields
{
    public static readonly IReadOnlyDictionary<string, SetField> ByKey = new Dictionary<string, SetField>(StringComparer.Ordinal)
    {
        [SparkConfKeys.ContainerImage] = (spec, value) => spec with { Image = value },
        [SparkConfKeys.ImagePullPolicy] = (spec, value) => spec with { ImagePullPolicy = value },
        [SparkConfKeys.ImagePullSecrets] = (spec, value) => spec with { ImagePullSecrets = Items(value) },
        [SparkConfKeys.MemoryOverheadFactor] = (spec, value) => spec with { MemoryOverheadFactor = value },

        [SparkConfKeys.Jars] = Deps((deps, items) => deps with { Jars = items }),
        [SparkConfKeys.Files] = Deps((deps, items) => deps with { Files = items }),
        [SparkConfKeys.Archives] = Deps((deps, items) => deps with { Archives = items }),
        [SparkConfKeys.PyFiles] = Deps((deps, items) => deps with { PyFiles = items }),
        [SparkConfKeys.Packages] = Deps((deps, items) => deps with { Packages = items }),
        [SparkConfKeys.ExcludedPackages] = Deps((deps, items) => deps with { ExcludePackages = items }),
        [SparkConfKeys.Repositories] = Deps((deps, items) => deps with { Repositories = items }),

        [SparkConfKeys.DriverPodName] = Driver((driver, value) => driver with { PodName = value }),
        [SparkConfKeys.DriverContainerImage] = Driver((driver, value) => driver with { Image = value }),
        [SparkConfKeys.DriverCores] = Driver((driver, value) => Count(value) is { } count ? driver with { Cores = count } : null),
        [SparkConfKeys.DriverRequestCores] = Driver((driver, value) => driver with { CoreRequest = value }),
        [SparkConfKeys.DriverLimitCores] = Driver((driver, value) => driver with { CoreLimit = value }),
        [SparkConfKeys.DriverMemory] = Driver((driver, value) => JavaMemory.IsValid(value) ? driver with { Memory = value } : null),
        [SparkConfKeys.DriverMemoryOverhead] = Driver((driver, value) => JavaMemory.IsValid(value) ? driver with { MemoryOverhead = value } : null),
        [SparkConfKeys.DriverServiceAccountName] = Driver((driver, value) => driver with { ServiceAccount = value }),
        [SparkConfKeys.DriverExtraJavaOptions] = Driver((driver, value) => driver with { JavaOptions = value }),
        [SparkConfKeys.DriverMaster] = Driver((driver, value) => driver with { KubernetesMaster = value }),

        [SparkConfKeys.ExecutorInstances] = Executor((executor, value) => Count(value) is { } count ? executor with { Instances = count } : null),
        [SparkConfKeys.ExecutorContainerImage] = Executor((executor, value) => executor with { Image = value }),
        [SparkConfKeys.ExecutorCores] = Executor((executor, value) => Count(value) is { } count ? executor with { Cores = count } : null),
        [SparkConfKeys.ExecutorRequestCores] = Executor((executor, value) => executor with { CoreRequest = value }),
        [SparkConfKeys.ExecutorLimitCores] = Executor((executor, value) => executor with { CoreLimit = value }),
        [SparkConfKeys.ExecutorMemory] = Executor((executor, value) => JavaMemory.IsValid(value) ? executor with { Memory = value } : null),
        [SparkConfKeys.ExecutorMemoryOverhead] = Executor((executor, value) => JavaMemory.IsValid(value) ? executor with { MemoryOverhead = value } : null),
        [SparkConfKeys.ExecutorServiceAccountName] = Executor((executor, value) => executor with { ServiceAccount = value }),
        [SparkConfKeys.ExecutorExtraJavaOptions] = Executor((executor, value) => executor with { JavaOptions = value }),
        [SparkConfKeys.ExecutorDeleteOnTermination] = Executor((executor, value) => Flag(value) is { } flag ? executor with { DeleteOnTermination = flag } : null),
    };

    /// <summary>Items between commas, trimmed as Spark trims them.</summary>
    public static IReadOnlyList<string> Items(string list) => [.. list.Split(',').Select(JavaText.Trim).Where(item => item.Length > 0)];

    private static SetField Deps(Func<Dependencies, IReadOnlyList<string>, Dependencies> set) => (spec, value) =>
        Items(value) is { Count: > 0 } items ? spec with { Deps = set(spec.Deps ?? new Dependencies(), items) } : spec;

    private static SetField Driver(Func<DriverSpec, string, DriverSpec?> set) => (spec, value) =>
        set(spec.Driver ?? new DriverSpec(), value) is { } driver ? spec with { Driver = driver } : null;

    private static SetField Executor(Func<ExecutorSpec, string, ExecutorSpec?> set) => (spec, value) =>
        set(spec.Executor ?? new ExecutorSpec(), value) is { } executor ? spec with { Executor = executor } : null;

    // Only what is written back as it was read.
    private static int? Count(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            && count.ToString(CultureInfo.InvariantCulture) == value ? count : null;

    private static bool? Flag(string value) => value switch { "true" => true, "false" => false, _ => null };
}
