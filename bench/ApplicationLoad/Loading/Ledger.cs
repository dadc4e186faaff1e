using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ApplicationLoad.Loading;

/// <summary>What was asked for and what was seen of it, by the clock of this process alone. Written by the driver of the load and by watches at the same time.</summary>
internal sealed class Ledger(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, LedgerEntry> _entries = new(StringComparer.Ordinal);
    private int _accepted;
    private int _refused;
    private int _withDriver;
    private int _ended;

    public int Sent => _entries.Count;

    /// <summary>The API server has stored it.</summary>
    public int Accepted => _accepted;

    public int Refused => _refused;

    /// <summary>Their first driver pod was seen.</summary>
    public int WithDriver => _withDriver;

    /// <summary>Accepted ones that were seen in a state that is an end.</summary>
    public int Ended => _ended;

    /// <summary>Namespace and name of accepted ones that were not seen to end.</summary>
    public ImmutableArray<string> Unended => [.. _entries.Where(entry => entry.Value is { Answered: not 0, Refusal: null, End: null }).Select(entry => entry.Key).Order(StringComparer.Ordinal)];

    public ImmutableArray<LedgerEntry> Entries => [.. _entries.Values];

    /// <param name="key">Namespace and name.</param>
    /// <param name="due">When it was to be sent, as a timestamp of the clock.</param>
    public LedgerEntry Sending(string key, long due) => _entries[key] = new LedgerEntry(due);

    public void Accept(LedgerEntry entry)
    {
        entry.Answered = clock.GetTimestamp();
        _ = Interlocked.Increment(ref _accepted);
    }

    public void Refuse(LedgerEntry entry, string why)
    {
        entry.Refusal = why;
        _ = Interlocked.Increment(ref _refused);
    }

    public void SawDriver(string key, string uid)
    {
        if (!_entries.TryGetValue(key, out var entry))
            return;
        if (entry.AddDriver(uid, clock.GetTimestamp()) == 1)
            _ = Interlocked.Increment(ref _withDriver);
    }

    /// <param name="key">Namespace and name.</param>
    /// <param name="state">As upstream spells it; empty when there is none.</param>
    /// <param name="attempts">Drivers that the operator says it has run.</param>
    /// <param name="executors">That it says run now.</param>
    public void SawState(string key, string state, int attempts, int executors = 0)
    {
        if (!_entries.TryGetValue(key, out var entry))
            return;
        (entry.Attempts, entry.Executors) = (Math.Max(entry.Attempts, attempts), executors);
        if (entry.End is null && state is "COMPLETED" or "FAILED")
        {
            (entry.End, entry.EndedAt) = (state, clock.GetTimestamp());
            _ = Interlocked.Increment(ref _ended);
        }
    }
}

/// <summary>One application. Times are timestamps of the ledger's clock; 0: not yet.</summary>
internal sealed class LedgerEntry(long due)
{
    private readonly HashSet<string> _drivers = new(StringComparer.Ordinal);

    public long Due { get; } = due;

    public long Answered { get; set; }

    public string? Refusal { get; set; }

    public long FirstDriverAt { get; private set; }

    public long EndedAt { get; set; }

    /// <summary>The last state; null before it ends.</summary>
    public string? End { get; set; }

    public int Attempts { get; set; }

    /// <summary>That ran when it was last seen.</summary>
    public int Executors { get; set; }

    /// <summary>Driver pods by UID.</summary>
    public int Drivers
    {
        get
        {
            lock (_drivers)
                return _drivers.Count;
        }
    }

    /// <summary>How many there are now.</summary>
    public int AddDriver(string uid, long at)
    {
        lock (_drivers)
        {
            if (!_drivers.Add(uid))
                return 0;
            if (_drivers.Count == 1)
                FirstDriverAt = at;
            return _drivers.Count;
        }
    }
}
