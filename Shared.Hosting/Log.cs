using Microsoft.Extensions.Logging;

namespace Shared.Hosting;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "The policy in {Path} changed and holds from now on")]
    public static partial void PolicyChanged(ILogger logger, string path);

    [LoggerMessage(4002, LogLevel.Error, "The policy cannot be used, so the previous one stays: {Reason}")]
    public static partial void PolicyUnusable(ILogger logger, string reason);
}
