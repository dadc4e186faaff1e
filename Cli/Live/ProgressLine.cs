using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Cli.Live;

/// <summary>One line of the error stream that is redrawn while something is waited for; silent where nobody watches.</summary>
internal sealed class ProgressLine(Shell shell) : IAsyncDisposable
{
    private const string Clear = "\r\e[K";

    private readonly long _started = shell.Clock.GetTimestamp();

    public async Task ShowAsync(SparkApplication application)
    {
        if (shell.IsTerminal)
            await shell.Error.WriteAsync(Clear + Text(application));
    }

    /// <summary>Leaves an empty line for what is printed next.</summary>
    public async ValueTask DisposeAsync()
    {
        if (shell.IsTerminal)
            await shell.Error.WriteAsync(Clear);
    }

    private string Text(SparkApplication application)
    {
        var status = application.Status ?? new SparkApplicationStatus();
        var state = status.ApplicationState?.State is { Length: > 0 } text ? text : "NEW";
        var executors = status.ExecutorState.OrEmpty().Values.Count(value => value == ExecutorStates.Running);
        return string.Create(CultureInfo.InvariantCulture,
            $"{application.Metadata?.Name} {state}, {executors} executor(s), attempt {status.ExecutionAttempts ?? 0}, {shell.Clock.GetElapsedTime(_started).TotalSeconds:0} s");
    }
}
