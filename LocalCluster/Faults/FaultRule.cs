namespace LocalCluster.Faults;

/// <summary>What goes wrong with a request or a watch.</summary>
public enum FaultKind
{
    /// <summary>The answer comes later. Argument: a duration such as <c>200ms</c> or <c>2s</c>.</summary>
    Latency,

    /// <summary>An error status without any effect. Argument: the seconds of <c>Retry-After</c> (for 429 and 503), default 1.</summary>
    StatusBefore,

    /// <summary>The request takes effect, the answer is an error status all the same.</summary>
    StatusAfter,

    /// <summary>The connection is cut without an answer, before the request takes effect.</summary>
    ResetBefore,

    /// <summary>The request takes effect, then the connection is cut without an answer.</summary>
    ResetAfter,

    /// <summary>Half of the answer's body arrives, then the connection is cut.</summary>
    Truncated,

    /// <summary>The watch ends in the middle of a line. Argument: events to send before, default 0.</summary>
    WatchCut,

    /// <summary>One event of the watch is left out. Argument: events to send before, default 0.</summary>
    MissedEvent,

    /// <summary>One event of the watch comes twice. Argument: events to send before, default 0.</summary>
    DuplicatedEvent,

    /// <summary>A list comes as it was some changes of its resource ago, under its version of then, as from a server that is behind. Argument: how many changes, default 1.</summary>
    StaleList,
}

/// <summary>
/// One rule of <c>--faults FILE</c> or <c>POST /_local/faults</c>: requests with this verb (<c>get, list, watch, create, update, patch, delete, deletecollection</c>, or <c>*</c>),
/// resource (<c>pods</c>, <c>pods/status</c>, or <c>*</c>) and, when given, name meet this fault.
/// </summary>
/// <param name="Nth">The first of the fitting requests that is hit, counted from 1; 0: from the first on, without end.</param>
/// <param name="Times">How many are hit from there on, one after another.</param>
/// <param name="Chance">Of those, this share is hit, drawn from the seed of the server; 1: all.</param>
/// <param name="Text">The rule as it was given.</param>
public sealed record FaultRule(string Verb, string Resource, string? Name, int Nth, int Times, double Chance, Fault Fault, string Text);

/// <summary>A fault to carry out. <paramref name="Status"/> belongs to the two status faults, with <paramref name="Delay"/> as <c>Retry-After</c>; <paramref name="Count"/> to watches and lists.</summary>
public sealed record Fault(FaultKind Kind, int Status = 0, TimeSpan Delay = default, int Count = 0);
