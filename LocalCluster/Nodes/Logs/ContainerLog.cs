using System.Runtime.CompilerServices;
using LocalCluster.Api;

namespace LocalCluster.Nodes.Logs;

/// <summary>The output of one run of a container: its last lines, and a way to wait for more.</summary>
internal sealed class ContainerLog(TimeProvider clock)
{
    /// <summary>Lines kept; older ones are forgotten.</summary>
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = [];
    private long _forgotten;
    private bool _ended;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Write(string text)
    {
        lock (_lock)
        {
            if (_ended)
                return;
            _lines.Enqueue(new LogLine(clock.GetUtcNow(), text));
            if (_lines.Count > Capacity)
            {
                _ = _lines.Dequeue();
                _forgotten++;
            }

            Wake();
        }
    }

    /// <summary>No more lines will come; whoever follows is let go.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            Wake();
        }
    }

    public async IAsyncEnumerable<LogLine> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = 0L;
        while (true)
        {
            LogLine[] lines;
            Task changed;
            bool ended;
            lock (_lock)
            {
                var skip = (int)Math.Max(0, next - _forgotten);
                lines = [.. _lines.Skip(skip)];
                next = _forgotten + _lines.Count;
                changed = _changed.Task;
                ended = _ended;
            }

            foreach (var line in lines)
                yield return line;
            if (!follow || ended)
                yield break;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Wake()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
