namespace Controller.SparkApplications.Tracking;

/// <summary>Categories of a diagnosis that rules and tests name. Dashboards sort by them, so they are never renamed.</summary>
internal static class FailureCauses
{
    public const string ImagePull = "ImagePull";
    public const string ContainerConfig = "ContainerConfig";
    public const string MissingReference = "MissingReference";
    public const string Unschedulable = "Unschedulable";
    public const string Gated = "SchedulingGated";
    public const string StartTimeout = "StartTimeout";
    public const string RunTimeout = "RunTimeout";
    public const string OutOfMemory = "OutOfMemory";
    public const string JvmOutOfMemory = "JvmOutOfMemory";
    public const string Evicted = "Evicted";
    public const string Preempted = "Preempted";
    public const string NodeLost = "NodeLost";
    public const string OutcomeUnknown = "DriverOutcomeUnknown";
    public const string InitContainerFailed = "InitContainerFailed";
    public const string DeadlineExceeded = "DeadlineExceeded";
    public const string DriverKilled = "DriverKilled";
    public const string DriverDeleted = "DriverDeleted";
    public const string DriverFailed = "DriverFailed";
    public const string ClassNotFound = "ClassNotFound";
    public const string FileNotFound = "FileNotFound";
    public const string LacksRights = "ServiceAccountLacksRights";
    public const string ExecutorsLost = "ExecutorsLost";

    /// <summary>The application did nothing wrong; the same run may well work elsewhere or later.</summary>
    public static bool IsInfrastructure(string category) => category is Evicted or Preempted or NodeLost or OutcomeUnknown or DriverDeleted or ImagePull or Unschedulable or StartTimeout;
}
