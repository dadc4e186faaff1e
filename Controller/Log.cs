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
}
