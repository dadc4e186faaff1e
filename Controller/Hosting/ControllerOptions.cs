using Controller.SparkApplications;
using Kubernetes.Client.Connection;
using Kubernetes.Client.LeaderElection;
using Shared.Hosting;
using Shared.Hosting.Logging;
using Shared.Hosting.Options;
using Shared.Submission;

namespace Controller.Hosting;

/// <summary>The options of one start, checked.</summary>
internal sealed record ControllerOptions
{
    public string? KubeConfig { get; init; }

    /// <summary>Empty: all.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    public required int Workers { get; init; }
    public required ListenAddress MetricsListen { get; init; }

    /// <summary>Null: lead at once.</summary>
    public LeaseOptions? Lease { get; init; }

    public required LifeRules Rules { get; init; }
    public required SubmissionOptions Submission { get; init; }
    public required KubernetesClientOptions Client { get; init; }
    public required LogLevel LogLevel { get; init; }
    public required LogFormat LogFormat { get; init; }

    /// <summary>Who we are in events and in the lease.</summary>
    public required string Identity { get; init; }

    /// <param name="runsInPod">Whether the platform gave us a service account.</param>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static ControllerOptions From(OptionValues values, string identity, bool runsInPod)
    {
        var namespaces = values.List(ControllerCommand.Namespaces);
        var election = values.Text(ControllerCommand.LeaderElection) is null
            ? runsInPod && values.Text(ControllerCommand.KubeConfig) is null
            : values.Switch(ControllerCommand.LeaderElection);
        var timeToLive = values.Integer(ControllerCommand.DefaultTimeToLive, 0, int.MaxValue) ?? 0;
        return new ControllerOptions
        {
            KubeConfig = values.Text(ControllerCommand.KubeConfig),
            Namespaces = namespaces,
            Workers = values.Integer(ControllerCommand.Workers, 1, 1000) ?? 10,
            MetricsListen = values.Listen(ControllerCommand.MetricsListen, "http")!,
            Lease = election ? LeaseFrom(values, identity) : null,
            Rules = LifeRules.Default with
            {
                DriverGrace = Duration.Of(values, ControllerCommand.DriverGrace),
                MaxTrackedExecutors = values.Integer(ControllerCommand.MaxTrackedExecutors, 0, 10_000) ?? LifeRules.Default.MaxTrackedExecutors,
                DefaultTimeToLive = timeToLive > 0 ? TimeSpan.FromSeconds(timeToLive) : null,
            },
            Submission = SurroundingsOptions.From(values),
            Client = new KubernetesClientOptions
            {
                RequestsPerSecond = values.Integer(ControllerCommand.RequestsPerSecond, 0, 1_000_000) ?? 500,
                Burst = values.Integer(ControllerCommand.Burst, 1, 1_000_000) ?? 1000,
            },
            LogLevel = values.OneOf<LogLevel>(ControllerCommand.LogLevel) ?? LogLevel.Information,
            LogFormat = values.OneOf<LogFormat>(ControllerCommand.LogFormat) ?? LogFormat.Text,
            Identity = identity,
        };
    }

    private static LeaseOptions LeaseFrom(OptionValues values, string identity)
    {
        var lease = new LeaseOptions
        {
            Namespace = values.Required(ControllerCommand.LockNamespace),
            Name = values.Required(ControllerCommand.LockName),
            Identity = identity,
            Duration = Duration.Of(values, ControllerCommand.LeaseDuration),
            RenewDeadline = Duration.Of(values, ControllerCommand.RenewDeadline),
            Retry = Duration.Of(values, ControllerCommand.RetryPeriod),
        };
        return lease.Duration > lease.RenewDeadline && lease.RenewDeadline > lease.Retry && lease.Retry > TimeSpan.Zero
            ? lease
            : throw new UsageException(
                $"--{ControllerCommand.LeaseDuration}, --{ControllerCommand.RenewDeadline} and --{ControllerCommand.RetryPeriod} must each be longer than the next; found {lease.Duration.TotalSeconds} s, {lease.RenewDeadline.TotalSeconds} s and {lease.Retry.TotalSeconds} s.");
    }
}
