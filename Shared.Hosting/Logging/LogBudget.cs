namespace Shared.Hosting.Logging;

/// <summary>How much one event may write: a few hundred lines a second, with a reserve for a burst. What is beyond is counted, and told of with the next line that may be written.</summary>
internal sealed class LogBudget(TimeProvider clock)
{
    internal const int Burst = 2000;
    internal const int PerSecond = 200;

    /// <summary>Kinds of events are few; this bounds what a mistake of ours could make of them.</summary>
    private const int MostEvents = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Category, int Event), Account> _accounts = [];

    /// <param name="category">Of the event.</param>
    /// <param name="event">Its id.</param>
    /// <param name="leftOut">Lines of this event that were not written since the last one that was.</param>
    public bool Allows(string category, int @event, out long leftOut)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var account = Of(category, @event, now);
            account.Tokens = Math.Min(Burst, account.Tokens + (clock.GetElapsedTime(account.FilledAt, now).TotalSeconds * PerSecond));
            account.FilledAt = now;
            if (account.Tokens < 1)
            {
                account.LeftOut++;
                leftOut = 0;
                return false;
            }

            account.Tokens--;
            (leftOut, account.LeftOut) = (account.LeftOut, 0);
            return true;
        }
    }

    private Account Of(string category, int @event, long now)
    {
        if (_accounts.TryGetValue((category, @event), out var account))
            return account;
        if (_accounts.Count >= MostEvents)
            _accounts.Clear();
        return _accounts[(category, @event)] = new Account { Tokens = Burst, FilledAt = now };
    }

    private sealed class Account
    {
        public double Tokens { get; set; }
        public long FilledAt { get; set; }
        public long LeftOut { get; set; }
    }
}
