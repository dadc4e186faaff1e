using System.Collections.Immutable;
using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkConnects;

namespace Shared.Submission.Connect;

/// <summary>The line that starts a Connect server, as the original operator writes it. What comes from a user never says anything to the shell.</summary>
internal static class ConnectArguments
{
    private const string Start = "${SPARK_HOME}/sbin/start-connect-server.sh";

    // Spark wants brackets around an IPv6 address, and only the pod knows which kind its address is.
    private const string HostOfPod = "$(host=${POD_IP}; if [[ $host == *:* ]] && [[ $host != \\[* ]]; then echo \"[$host]\"; else echo \"$host\"; fi)";

    public static string Of(SparkConnect connect, string @namespace, string executorImage, SubmissionOptions options) =>
        string.Join(' ', [Start, $"--master {Master(options)}", .. Settings(connect, @namespace, executorImage).Select(setting => $"--conf {setting.Word}")]);

    /// <summary>What Spark makes of it: of a key that is given twice, the last value counts. The server's own address, which only its pod knows, is <paramref name="address"/>.</summary>
    public static ImmutableSortedDictionary<string, string> Properties(SparkConnect connect, string @namespace, string executorImage, string address, SubmissionOptions options)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        properties[SparkConfKeys.Master] = Master(options);
        foreach (var setting in Settings(connect, @namespace, executorImage))
            properties[setting.Key] = setting.Value ?? address;
        return properties.ToImmutable();
    }

    private static string Master(SubmissionOptions options) => $"k8s://{options.ApiServer}";

    private static IEnumerable<Setting> Settings(SparkConnect connect, string @namespace, string executorImage)
    {
        var (spec, name) = (connect.Spec!, connect.Metadata!.Name!);
        return
        [
            Conf(SparkConfKeys.Namespace, @namespace),
            Conf(SparkConfKeys.ContainerImage, executorImage),
            Conf(SparkConfKeys.ExecutorContainerImage, executorImage),
            .. spec.SparkConf.OrEmpty().Where(pair => pair.Key != SparkConfKeys.DriverPodName).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Quoted(pair.Key, pair.Value)),
            .. spec.HadoopConf.OrEmpty().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Quoted(HadoopKey(pair.Key), pair.Value)),
            .. Server(),
            .. Executor(),
            .. Template(spec),
            .. Allocation(spec),
        ];

        IEnumerable<Setting> Server() =>
        [
            .. LabelsOf(connect, SparkConfKeys.DriverLabelPrefix),
            .. Optional(SparkConfKeys.DriverCores, spec.Server?.Cores),
            .. Optional(SparkConfKeys.DriverMemory, spec.Server?.Memory),
            Conf(SparkConfKeys.DriverBindAddress, "0.0.0.0"),
            new(SparkConfKeys.DriverHost, null, $"{SparkConfKeys.DriverHost}={HostOfPod}"),
            Conf(SparkConfKeys.DriverPort, Text(Ports.DriverRpc)),
            Conf(SparkConfKeys.DriverBlockManagerPort, Text(Ports.BlockManager)),
            Conf(SparkConfKeys.DriverPodName, ResourceNames.ConnectServer(name)),
        ];

        IEnumerable<Setting> Executor() =>
        [
            .. LabelsOf(connect, SparkConfKeys.ExecutorLabelPrefix),
            .. Optional(SparkConfKeys.ExecutorInstances, spec.Executor?.Instances),
            .. Optional(SparkConfKeys.ExecutorCores, spec.Executor?.Cores),
            .. Optional(SparkConfKeys.ExecutorMemory, spec.Executor?.Memory),
            Conf(SparkConfKeys.ExecutorPodNamePrefix, name),
        ];
    }

    private static IEnumerable<Setting> LabelsOf(SparkConnect connect, string prefix) => new[]
        {
            KeyValuePair.Create(Labels.LaunchedBySparkOperator, Labels.True),
            KeyValuePair.Create(Labels.ConnectName, connect.Metadata!.Name!),
        }
        .Concat(connect.Metadata.Labels.OrEmpty().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        .Select(pair => Conf(prefix + pair.Key, pair.Value));

    private static IEnumerable<Setting> Template(SparkConnectSpec spec) => spec.Executor?.Template is null
        ? []
        :
        [
            Conf(SparkConfKeys.ExecutorPodTemplateFile, $"{MountedFiles.ConnectTemplateDir}/{MountedFiles.ConnectExecutorTemplate}"),
            Conf(SparkConfKeys.ExecutorPodTemplateContainerName, ContainerNames.Executor),
        ];

    private static IEnumerable<Setting> Allocation(SparkConnectSpec spec) => spec.DynamicAllocation is not { Enabled: true } allocation
        ? []
        :
        [
            Conf(SparkConfKeys.DynamicAllocationEnabled, "true"),
            .. Optional(SparkConfKeys.DynamicAllocationInitialExecutors, allocation.InitialExecutors),
            .. Optional(SparkConfKeys.DynamicAllocationMinExecutors, allocation.MinExecutors),
            .. Optional(SparkConfKeys.DynamicAllocationMaxExecutors, allocation.MaxExecutors),
            Conf(SparkConfKeys.ShuffleTrackingEnabled, allocation.ShuffleTrackingEnabled is false ? "false" : "true"),
            .. Optional(SparkConfKeys.ShuffleTrackingTimeout, allocation.ShuffleTrackingTimeout),
        ];

    private static string HadoopKey(string key) => key.StartsWith(SparkConfKeys.HadoopPrefix, StringComparison.Ordinal) ? key : SparkConfKeys.HadoopPrefix + key;

    private static Setting Conf(string key, string value) => new(key, value, ShellWord.Of($"{key}={value}"));

    private static Setting Quoted(string key, string value) => new(key, value, ShellWord.Quoted($"{key}={value}"));

    private static IEnumerable<Setting> Optional(string key, string? value) => string.IsNullOrEmpty(value) ? [] : [Conf(key, value)];

    private static IEnumerable<Setting> Optional(string key, long? value) => value is { } number ? [Conf(key, Text(number))] : [];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="Key">Of Spark.</param>
    /// <param name="Value">Null: the address of the pod.</param>
    /// <param name="Word">Both, as the shell reads them.</param>
    private sealed record Setting(string Key, string? Value, string Word);
}
