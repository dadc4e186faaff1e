using System.Net;
using Controller.ScheduledSparkApplications;
using Controller.SparkApplications;
using Kubernetes.Client.Connection;
using Kubernetes.Client.LeaderElection;
using Shared.Admission.Schedules;
using Shared.Hosting;
using Shared.Hosting.Logging;
using Shared.Hosting.Options;
using Shared.Hosting.Otlp;
using Shared.Hosting.Policy;
using Shared.Hosting.Tls;
using Shared.Submission;
using Shared.Submission.Jobs;

namespace Controller.Hosting;

/// <summary>The options of one start, checked.</summary>
internal sealed record ControllerOptions
{
    public string? KubeConfig { get; init; }

    public required NamespaceChoice Namespaces { get; init; }
    public required int Workers { get; init; }

    /// <summary>Null: nobody listens.</summary>
    public ListenAddress? MetricsListen { get; init; }

    /// <summary>A further address for health alone.</summary>
    public ListenAddress? HealthListen { get; init; }

    public required bool ServesMetrics { get; init; }

    /// <summary>Null: <c>/metrics</c> is served over plain HTTP.</summary>
    public TelemetryTls? MetricsTls { get; init; }

    public required MetricsOptions Metrics { get; init; }

    /// <summary>Null: lead at once.</summary>
    public LeaseOptions? Lease { get; init; }

    public required LifeRules Rules { get; init; }
    public required ScheduleSettings Schedules { get; init; }

    /// <summary>Whether logs and events of drivers are read for the diagnosis.</summary>
    public bool ReadsDriverLogs { get; init; }

    public required SubmissionOptions Submission { get; init; }

    /// <summary>What is judged again before a driver is made.</summary>
    public required PolicySettings Policy { get; init; }

    public required KubernetesClientOptions Client { get; init; }
    public required LogLevel LogLevel { get; init; }
    public required LogFormat LogFormat { get; init; }

    /// <summary>Who we are in events and in the lease.</summary>
    public required string Identity { get; init; }

    /// <summary>Where traces and metrics go; null means nowhere.</summary>
    public OtlpTarget? Otlp { get; init; }

    /// <summary>What is worth saying at the start, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <param name="runsInPod">Whether the platform gave us a service account.</param>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static ControllerOptions From(OptionValues values, string identity, bool runsInPod)
    {
        var election = values.Text(ControllerCommand.LeaderElection) is null
            ? runsInPod && values.Text(ControllerCommand.KubeConfig) is null
            : values.Switch(ControllerCommand.LeaderElection);
        var gates = FeatureGates.From(values);
        var (timeToLive, timeToLiveNote) = TimeToLiveFrom(values, gates);

        return new ControllerOptions
        {
            KubeConfig = values.Text(ControllerCommand.KubeConfig),
            Namespaces = NamespaceChoice.From(values),
            Workers = values.Integer(ControllerCommand.Workers, 1, 1000) ?? 10,
            MetricsListen = values.Binding(ControllerCommand.MetricsBind),
            HealthListen = HealthFrom(values, runsInPod),
            ServesMetrics = values.Switch(ControllerCommand.EnableMetrics),
            MetricsTls = TelemetryTls.From(values),
            Metrics = MetricsOptions.From(values),
            Lease = election ? LeaseFrom(values, identity) : null,
            Rules = LifeRules.Default with
            {
                DriverGrace = Duration.Of(values, ControllerCommand.DriverGrace),
                MaxTrackedExecutors = values.Integer(ControllerCommand.MaxTrackedExecutors, 0, 10_000) ?? LifeRules.Default.MaxTrackedExecutors,
                DefaultTimeToLive = timeToLive,
                PartialRestart = gates.PartialRestart,
            },
            Schedules = new ScheduleSettings { Precision = values.OneOf<RunNamePrecision>(ControllerCommand.RunNamePrecision) ?? RunNamePrecision.Nanos, LocalZone = LocalZone() },
            ReadsDriverLogs = values.Switch(ControllerCommand.DriverLogs),
            Submission = SurroundingsOptions.From(values) with
            {
                LoadSparkDefaults = gates.LoadSparkDefaults,
                PartialRestart = gates.PartialRestart,
                Submitter = SubmitterFrom(values),
                HasPodWebhook = values.Switch(ControllerCommand.PodWebhook),
            },
            Policy = PolicySettings.From(values),
            Client = ClientOptions.From(values),
            LogLevel = LogOptions.LevelOf(values),
            LogFormat = LogOptions.FormatOf(values),
            Identity = identity,
            Otlp = OtlpTarget.From(values),
            Notes = [.. values.WithoutEffect, .. gates.Notes, .. timeToLiveNote, .. ClientOptions.Notes(values)],
        };
    }

    private static SubmitterKind? SubmitterFrom(OptionValues values) => values.Text(ControllerCommand.Submitter) switch
    {
        null or "auto" => null,
        "native" => SubmitterKind.Native,
        "job" => SubmitterKind.Job,
        var other => throw new UsageException($"--{ControllerCommand.Submitter}: '{other}' is no submitter; write auto, native or job."),
    };

    private static (TimeSpan? TimeToLive, string[] Note) TimeToLiveFrom(OptionValues values, FeatureGates gates) =>
        (values.Integer(ControllerCommand.DefaultTimeToLive, 0, int.MaxValue), gates.DefaultTimeToLive) switch
        {
            (null or 0, _) => (null, []),
            ({ } seconds, true) => (TimeSpan.FromSeconds(seconds), []),
            (_, false) => (null, [$"--{ControllerCommand.DefaultTimeToLive} has no effect: --{ControllerCommand.FeatureGates} switches {nameof(FeatureGates.DefaultTimeToLive)} off."]),
        };

    // Charts probe port 8081 without saying so to the process.
    private static ListenAddress? HealthFrom(OptionValues values, bool runsInPod) =>
        values.IsGiven(ControllerCommand.HealthBind) || !runsInPod || values.Text(ControllerCommand.KubeConfig) is not null
            ? values.Binding(ControllerCommand.HealthBind)
            : new ListenAddress("http", new IPEndPoint(IPAddress.IPv6Any, 8081));

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

    // As the platform says it to every process; a zone that the database does not know is told by each schedule that means it.
    private static string LocalZone() => Environment.GetEnvironmentVariable("TZ") is { Length: > 0 } zone ? zone.TrimStart(':') : "UTC";
}
