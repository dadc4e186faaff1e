namespace Simulation.Tests.Whole;

/// <summary>What goes wrong with the watches.</summary>
public enum WatchFaultKind
{
    /// <summary>The connection breaks before the event.</summary>
    Cut,

    /// <summary>The server ends the watch before the event.</summary>
    Ended,

    /// <summary>410 within the stream: only a new list tells what the event was.</summary>
    Gone,

    /// <summary>The same, and the new list is older than what was known.</summary>
    GoneAndStaleList,

    /// <summary>The event comes twice.</summary>
    Doubled,

    /// <summary>The event never comes, and nothing says so.</summary>
    Missed,

    /// <summary>A line that is no event.</summary>
    Garbage,

    /// <summary>Nothing comes any more, and nothing says so.</summary>
    Silent,

    /// <summary>This watch is some seconds late from here on, and the others are not.</summary>
    Late,

    /// <summary>From here on no bookmark comes.</summary>
    NoBookmarks,
}

/// <summary>One fault of a watch.</summary>
/// <param name="Event">Number of the event, over all watches of the first controller, from 1.</param>
public sealed record WatchFault(int Event, WatchFaultKind Kind);
