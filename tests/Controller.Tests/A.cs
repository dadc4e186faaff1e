using Controller.Pods;
using Controller.SparkApplications;
using Controller.SparkApplications.Rules;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission;

namespace Controller.Tests;

/// <summary>An ordinary application in an ordinary cluster; tests say what is different.</summary>
internal static class A
{
    public const string Name = "pi";
    public const string Uid = "0b6f4a3e-1111-4222-8333-444455556666";
    public const string DriverName = "pi-driver";

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly string FirstId = SubmissionIds.Next(Uid, null);
    public static readonly string SecondId = SubmissionIds.Next(Uid, FirstId);

    public static SparkApplicationSpec Spec { get; } = new()
    {
        Type = "Scala",
        Mode = "cluster",
        SparkVersion = "4.0.1",
        MainApplicationFile = "local:///opt/app.jar",
        RestartPolicy = new RestartPolicy { Type = RestartPolicyTypes.Never },
        Driver = new DriverSpec { Memory = "512m" },
        Executor = new ExecutorSpec { Instances = 2 },
    };

    public static string Revision { get; } = SpecRevision.Of(Spec, 1).ToString();

    /// <summary>After the first submission, a minute ago.</summary>
    public static SparkApplicationStatus Status(ApplicationState state) => new()
    {
        State = state,
        SubmissionId = FirstId,
        SubmissionAttempts = 1,
        ExecutionAttempts = 1,
        LastSubmissionAttemptTime = Noon.AddMinutes(-1),
        DriverInfo = new DriverInfo { PodName = DriverName },
        SpecRevision = Revision,
        ObservedGeneration = 1,
    };

    public static SparkApplicationSpec Restarting(string type, int? runs = null, int? submissions = null, long interval = 30) => Spec with
    {
        RestartPolicy = new RestartPolicy
        {
            Type = type,
            OnFailureRetries = runs,
            OnSubmissionFailureRetries = submissions,
            OnFailureRetryInterval = interval,
            OnSubmissionFailureRetryInterval = interval,
        },
    };

    /// <summary>As the caches show it.</summary>
    private static ObservedWorld At(string? recordedId, PodRecord[] pods) => new()
    {
        Application = new ApplicationIdentity("spark", Name, Uid, "7", 1, Noon.AddMinutes(-2), SubmissionId: recordedId),
        DriverName = DriverName,
        NextSubmissionId = SubmissionIds.Next(Uid, recordedId),
        Pods = [.. pods],
    };

    public static ObservedWorld World(params PodRecord[] pods) => At(FirstId, pods);

    /// <summary>When no submission is recorded yet.</summary>
    public static ObservedWorld UnrecordedWorld(params PodRecord[] pods) => At(null, pods);

    /// <summary>As the API server shows it.</summary>
    public static ObservedWorld LiveWorld(params PodRecord[] pods) => World(pods) with { IsLive = true };

    public static PodRecord Driver(PodPhase phase = PodPhase.Running, ContainerRecord? container = null, string? id = null) => new()
    {
        Namespace = "spark",
        Name = DriverName,
        Uid = "driver-uid",
        AppName = Name,
        Role = SparkRoles.Driver,
        SubmissionId = id ?? FirstId,
        SparkApplicationId = "spark-0123456789abcdef0123456789abcdef",
        Application = new PodOwner("SparkApplication", Name, Uid),
        Owner = new PodOwner("SparkApplication", Name, Uid),
        Phase = phase,
        Spark = container,
        CreatedAt = Noon.AddMinutes(-1),
        SpecRevision = Revision,
    };

    public static PodRecord Executor(int number, PodPhase phase = PodPhase.Running, string? id = null) => Driver(phase, id: id) with
    {
        Name = $"pi-exec-{number}",
        Uid = $"executor-uid-{number}",
        Role = SparkRoles.Executor,
        Owner = new PodOwner("Pod", DriverName, "driver-uid"),
    };

    public static PodRecord Foreign() => Driver() with
    {
        Uid = "foreign-uid",
        AppName = null,
        Role = null,
        SubmissionId = null,
        Application = null,
        Owner = new PodOwner("ReplicaSet", "web-5d9c", "replicaset-uid"),
    };

    public static PodRecord OfPredecessor() => Driver() with
    {
        Uid = "old-driver-uid",
        SubmissionId = "an-older-id",
        Application = new PodOwner("SparkApplication", Name, "uid-of-the-deleted-application"),
        Owner = new PodOwner("SparkApplication", Name, "uid-of-the-deleted-application"),
    };

    public static ContainerRecord Exited(int code, string reason = "Error") => new(ContainerPhase.Terminated, code, reason);

    public static Decision Decide(SparkApplicationStatus status, ObservedWorld world, SparkApplicationSpec? spec = null, DateTimeOffset? now = null) =>
        StateMachine.Decide(spec ?? Spec, status, world, now ?? Noon);
}
