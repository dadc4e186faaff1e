using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Cli.Live;

/// <summary>With what a driver ended.</summary>
internal static class DriverExit
{
    /// <summary>0 when it succeeded, else the exit code of Spark's container; 1 when it failed without one.</summary>
    public static int CodeOf(Pod driver)
    {
        if (driver.Status?.Phase is "Succeeded")
            return ExitCodes.Ok;

        // Spark's own container is the last one where a template brings others.
        var statuses = driver.Status?.ContainerStatuses.OrEmpty() ?? [];
        var last = driver.Spec?.Containers is [.., var main] ? main.Name : null;
        var sparks = statuses.FirstOrDefault(status => status.Name == ContainerNames.Driver) ?? statuses.FirstOrDefault(status => status.Name == last);
        return sparks?.State?.Terminated?.ExitCode is { } code and not 0 ? (int)code : ExitCodes.Failed;
    }
}
