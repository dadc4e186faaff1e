using Shared.Contracts.SparkApplications;

namespace Controller;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "SparkApplication {Namespace}/{Name} moved from {From} to {To}")]
    public static partial void StateChanged(ILogger logger, string @namespace, string name, ApplicationState from, ApplicationState to);

    [LoggerMessage(3002, LogLevel.Debug, "SparkApplication {Namespace}/{Name} is looked at again: {What}")]
    public static partial void Surprised(ILogger logger, string @namespace, string name, string what);

    [LoggerMessage(3003, LogLevel.Warning, "SparkApplication {Namespace}/{Name} changed under each of {Looks} looks; trying again later")]
    public static partial void Contended(ILogger logger, string @namespace, string name, int looks);

    [LoggerMessage(3004, LogLevel.Error, "SparkApplication {Namespace}/{Name} is left alone: its status cannot be read: {Problem}")]
    public static partial void SetAside(ILogger logger, string @namespace, string name, string problem);

    [LoggerMessage(3005, LogLevel.Warning, "SparkApplication {Namespace}/{Name} could not be handled and is tried again in {Seconds:0.0} s: {Problem}")]
    public static partial void Failed(ILogger logger, string @namespace, string name, double seconds, string problem);

    [LoggerMessage(3006, LogLevel.Warning, "Watching {Resource} in {Where}: {Sentence}")]
    public static partial void WatchFailed(ILogger logger, string resource, string where, string sentence);

    [LoggerMessage(3007, LogLevel.Information, "Watching {Resource} in {Where} works again")]
    public static partial void WatchRecovered(ILogger logger, string resource, string where);

    [LoggerMessage(3008, LogLevel.Error, "{Kind} {Namespace}/{Name} cannot be read and is left alone until it changes: {Problem}")]
    public static partial void ObjectSetAside(ILogger logger, string kind, string @namespace, string name, string problem);

    [LoggerMessage(3009, LogLevel.Information, "Leading as {Identity}")]
    public static partial void Leading(ILogger logger, string identity);

    [LoggerMessage(3010, LogLevel.Information, "Not leading any more: {Why}")]
    public static partial void StoppedLeading(ILogger logger, string why);

    [LoggerMessage(3011, LogLevel.Information, "Standing by while {Holder} leads")]
    public static partial void Following(ILogger logger, string holder);

    [LoggerMessage(3012, LogLevel.Warning, "The lease for leader election cannot be reached: {Problem}")]
    public static partial void LeaseFailed(ILogger logger, string problem);

    [LoggerMessage(3013, LogLevel.Debug, "Event {Reason} about {Namespace}/{Name} is dropped: {Problem}")]
    public static partial void EventDropped(ILogger logger, string reason, string @namespace, string name, string problem);

    [LoggerMessage(3014, LogLevel.Warning, "{Count} reconciles did not end within {Seconds:0} s of the shutdown and are cut off; the next start takes them up")]
    public static partial void CutOff(ILogger logger, int count, double seconds);

    [LoggerMessage(3015, LogLevel.Information, "{Kind} of driver {Namespace}/{Pod} could not be read for the diagnosis: {Problem}")]
    public static partial void NotInvestigated(ILogger logger, string kind, string @namespace, string pod, string problem);

    [LoggerMessage(3020, LogLevel.Information, "Controller {Version} starts as {Identity}")]
    public static partial void Starting(ILogger logger, string version, string identity);

    [LoggerMessage(3022, LogLevel.Information, "ScheduledSparkApplication {Namespace}/{Name} starts {Run}")]
    public static partial void RunStarted(ILogger logger, string @namespace, string name, string run);

    [LoggerMessage(3023, LogLevel.Information, "SparkConnect {Namespace}/{Name} moved from {From} to {To}")]
    public static partial void ConnectMoved(ILogger logger, string @namespace, string name, string from, string to);

    [LoggerMessage(3021, LogLevel.Warning, "{Note}")]
    public static partial void Note(ILogger logger, string note);

    [LoggerMessage(3022, LogLevel.Warning, "Events in namespace {Namespace} are not written: {Problem}. Grant it; docs/rbac.md has the rule. Statuses are complete all the same")]
    public static partial void EventsDenied(ILogger logger, string @namespace, string problem);

    [LoggerMessage(3023, LogLevel.Error, "The API server does not know {Kind} {Version}: apply the CustomResourceDefinitions of this operator; what needs them waits until they are there")]
    public static partial void KindMissing(ILogger logger, string kind, string version);

    [LoggerMessage(3024, LogLevel.Error, "This operator may not {Verbs} {Resource} in {Where}: grant it with a Role (docs/rbac.md tells why); what needs it waits or goes without")]
    public static partial void RightMissing(ILogger logger, string verbs, string resource, string where);

    [LoggerMessage(3025, LogLevel.Information, "Every right that these options need is granted")]
    public static partial void RightsComplete(ILogger logger);

    [LoggerMessage(3026, LogLevel.Warning, "Rights and kinds could not be checked: {Problem}")]
    public static partial void NotChecked(ILogger logger, string problem);
}
