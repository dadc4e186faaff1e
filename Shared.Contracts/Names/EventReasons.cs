using System.ComponentModel;

namespace Shared.Contracts.Names;

/// <summary>Reasons of events, each about an object of our kinds. The descriptions make <c>docs/reference/events.md</c>.</summary>
public static class EventReasons
{
    [Description("The application was taken up; said when its first submission is refused.")]
    public const string ApplicationAdded = "SparkApplicationAdded";

    [Description("An attempt begins: the driver's pod is created.")]
    public const string ApplicationSubmitted = "SparkApplicationSubmitted";

    [Description("A Job submits the application, for the reason that the text gives.")]
    public const string ApplicationSubmitterJob = "SparkApplicationSubmitterJob";

    [Description("The driver was refused, in the API server's words.")]
    public const string ApplicationSubmissionFailed = "SparkApplicationSubmissionFailed";

    [Description("The application failed and does not run again.")]
    public const string ApplicationFailed = "SparkApplicationFailed";

    [Description("The last attempt is on its way out; the next follows.")]
    public const string ApplicationPendingRerun = "SparkApplicationPendingRerun";

    [Description("The attempt is taken down, because suspension is wanted.")]
    public const string ApplicationSuspending = "SparkApplicationSuspending";

    [Description("Nothing of the application runs.")]
    public const string ApplicationSuspended = "SparkApplicationSuspended";

    [Description("Suspension was withdrawn; a new attempt follows.")]
    public const string ApplicationResuming = "SparkApplicationResuming";

    [Description("An edit of where executors run reached the template of the running driver (feature gate PartialRestart).")]
    public const string ApplicationWebhookFieldsUpdated = "SparkApplicationWebhookFieldsUpdated";

    [Description("The status cannot be read and the application is left alone until it changes.")]
    public const string ApplicationUnreadable = "SparkApplicationUnreadable";

    [Description("An annotation of ours has a value that means nothing; it is ignored.")]
    public const string InvalidAnnotation = "InvalidAnnotation";

    [Description("Pods lack what only the pod webhook can set, and it is not installed.")]
    public const string PodsIncomplete = "SparkPodsIncomplete";

    [Description("The driver's NetworkPolicy may not be made; the application runs without it.")]
    public const string NetworkPolicyDenied = "NetworkPolicyDenied";

    [Description("A Service, an Ingress or a ConfigMap of somebody else has a name that is needed; it is left alone.")]
    public const string NameConflict = "NameConflict";

    [Description("A Service or an Ingress cannot be made as it is specified; the application runs without it.")]
    public const string InvalidSurroundings = "InvalidSurroundings";

    [Description("A Service or an Ingress of a former run is still being deleted; the application runs without it.")]
    public const string SurroundingsDelayed = "SurroundingsDelayed";

    [Description("The driver's pod is gone, and nobody saw how it ended.")]
    public const string DriverNotFound = "SparkDriverNotFound";

    [Description("The driver's pod waits.")]
    public const string DriverPending = "SparkDriverPending";

    [Description("The driver runs.")]
    public const string DriverRunning = "SparkDriverRunning";

    [Description("The driver ended with 0.")]
    public const string DriverCompleted = "SparkDriverCompleted";

    [Description("The driver failed or was stopped, with its exit code and reason.")]
    public const string DriverFailed = "SparkDriverFailed";

    [Description("The API server shows no phase of the driver that is known.")]
    public const string DriverUnknown = "SparkDriverUnknown";

    [Description("Executors wait.")]
    public const string ExecutorPending = "SparkExecutorPending";

    [Description("Executors run.")]
    public const string ExecutorRunning = "SparkExecutorRunning";

    [Description("Executors ended with 0.")]
    public const string ExecutorCompleted = "SparkExecutorCompleted";

    [Description("Executors failed, with exit code and reason.")]
    public const string ExecutorFailed = "SparkExecutorFailed";

    [Description("The API server shows no phase of executors that is known.")]
    public const string ExecutorUnknown = "SparkExecutorUnknown";

    [Description("A run of the schedule is created.")]
    public const string RunStarted = "ScheduledRunStarted";

    [Description("A run that was due is left out, for the reason that the text gives.")]
    public const string RunSkipped = "ScheduledRunSkipped";

    [Description("Runs were due while nobody could start them.")]
    public const string RunsMissed = "ScheduledRunsMissed";

    [Description("A run is deleted, because the next one is due.")]
    public const string RunReplaced = "ScheduledRunReplaced";

    [Description("A run could not be created, in the API server's words.")]
    public const string RunRefused = "ScheduledRunRefused";

    [Description("The schedule starts no runs until it is corrected.")]
    public const string ScheduleInvalid = "ScheduleInvalid";

    [Description("The status cannot be read and the schedule is left alone until it changes.")]
    public const string ScheduleUnreadable = "ScheduleUnreadable";

    [Description("The server's pod is created.")]
    public const string ConnectServerCreated = "SparkConnectServerCreated";

    [Description("Clients may connect.")]
    public const string ConnectServerReady = "SparkConnectServerReady";

    [Description("The server's pod does not answer any more.")]
    public const string ConnectServerNotReady = "SparkConnectServerNotReady";

    [Description("The server's pod is replaced, for the reason that the text gives.")]
    public const string ConnectServerRestarting = "SparkConnectServerRestarting";

    [Description("The server cannot be made as it is specified.")]
    public const string ConnectRefused = "SparkConnectRefused";

    [Description("The status cannot be read and the server is left alone until it changes.")]
    public const string ConnectUnreadable = "SparkConnectUnreadable";
}
