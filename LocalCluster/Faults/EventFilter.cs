namespace LocalCluster.Faults;

/// <summary>A watch's stream of lines with one fault in it: after so many whole lines the next is cut, left out or sent twice.</summary>
internal sealed class EventFilter(Stream inner, Fault fault, TimeProvider clock, Action abort) : Stream
{
    // A reset overtakes what the client has not read yet; what came before the cut is to arrive.
    private static readonly TimeSpan BeforeReset = TimeSpan.FromMilliseconds(100);

    private readonly MemoryStream _line = new();
    private int _passed;
    private bool _done;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("A watch has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A watch has no position.");
        set => throw new NotSupportedException("A watch has no position.");
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var end = buffer.Span.IndexOf((byte)'\n');
            var part = end < 0 ? buffer : buffer[..(end + 1)];
            await _line.WriteAsync(part, cancellationToken);
            buffer = buffer[part.Length..];
            if (end >= 0)
                await PassAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are written without blocking.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An answer is written, not read.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A watch has no position.");

    public override void SetLength(long value) => throw new NotSupportedException("A watch has no length.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _line.Dispose();
        base.Dispose(disposing);
    }

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        var line = _line.ToArray();
        _line.SetLength(0);
        var isHit = !_done && _passed++ == fault.Count;
        _done |= isHit;
        switch (isHit ? fault.Kind : FaultKind.Latency)
        {
            case FaultKind.WatchCut:
                await inner.WriteAsync(line.AsMemory(0, line.Length / 2), cancellationToken);
                await inner.FlushAsync(cancellationToken);
                await Task.Delay(BeforeReset, clock, cancellationToken);
                abort();
                break;
            case FaultKind.MissedEvent:
                break;
            case FaultKind.DuplicatedEvent:
                await inner.WriteAsync(line, cancellationToken);
                await inner.WriteAsync(line, cancellationToken);
                break;
            default:
                await inner.WriteAsync(line, cancellationToken);
                break;
        }
    }
}
