using Cli.Output;
using Shared.Contracts.SparkApplications;

namespace Cli.Live;

/// <summary>The user's patience.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly TimeSpan? _limit;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _either;

    public TimeLimit(TimeSpan? limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        _limit = limit;
        _over = limit is { } span ? new CancellationTokenSource(span, clock) : new CancellationTokenSource();
        _either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
    }

    /// <summary>Cancelled when the time is over or the user interrupts.</summary>
    public CancellationToken Token => _either.Token;

    public bool IsOver => _over.IsCancellationRequested;

    public CliException Exceeded(string name, SparkApplication? application)
    {
        var state = application?.Status?.ApplicationState?.State;
        return new CliException($"SparkApplication '{name}' is still {(string.IsNullOrEmpty(state) ? "NEW" : state)} after {Ages.Short(_limit!.Value)}; 'sparkctl status {name}' tells more.");
    }

    public void Dispose()
    {
        _either.Dispose();
        _over.Dispose();
    }
}
