namespace Shared.Contracts.Names;

/// <summary>Reasons of events, each about an object of our kinds.</summary>
public static class EventReasons
{
    public const string ApplicationAdded = "SparkApplicationAdded";
    public const string ApplicationSubmitted = "SparkApplicationSubmitted";
    public const string ApplicationSubmitterJob = "SparkApplicationSubmitterJob";
    public const string ApplicationSubmissionFailed = "SparkApplicationSubmissionFailed";
    public const string ApplicationCompleted = "SparkApplicationCompleted";
    public const string ApplicationFailed = "SparkApplicationFailed";
    public const string ApplicationPendingRerun = "SparkApplicationPendingRerun";
    public const string ApplicationSuspending = "SparkApplicationSuspending";
    public const string ApplicationSuspended = "SparkApplicationSuspended";
    public const string ApplicationResuming = "SparkApplicationResuming";
    public const string ApplicationWebhookFieldsUpdated = "SparkApplicationWebhookFieldsUpdated";
    public const string ApplicationSpecUpdateFailed = "SparkApplicationSpecUpdateFailed";

    public const string PodsIncomplete = "SparkPodsIncomplete";

    public const string DriverNotFound = "SparkDriverNotFound";
    public const string DriverPending = "SparkDriverPending";
    public const string DriverRunning = "SparkDriverRunning";
    public const string DriverCompleted = "SparkDriverCompleted";
    public const string DriverFailed = "SparkDriverFailed";
    public const string DriverUnknown = "SparkDriverUnknown";

    public const string ExecutorPending = "SparkExecutorPending";
    public const string ExecutorRunning = "SparkExecutorRunning";
    public const string ExecutorCompleted = "SparkExecutorCompleted";
    public const string ExecutorFailed = "SparkExecutorFailed";
    public const string ExecutorUnknown = "SparkExecutorUnknown";

    public const string RunStarted = "ScheduledRunStarted";
    public const string RunSkipped = "ScheduledRunSkipped";
    public const string RunsMissed = "ScheduledRunsMissed";
    public const string RunReplaced = "ScheduledRunReplaced";
    public const string RunRefused = "ScheduledRunRefused";
    public const string ScheduleInvalid = "ScheduleInvalid";

    public const string ConnectServerCreated = "SparkConnectServerCreated";
    public const string ConnectServerReady = "SparkConnectServerReady";
    public const string ConnectServerNotReady = "SparkConnectServerNotReady";
    public const string ConnectServerRestarting = "SparkConnectServerRestarting";
    public const string ConnectRefused = "SparkConnectRefused";
}
