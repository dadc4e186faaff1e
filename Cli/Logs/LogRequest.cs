namespace Cli.Logs;

/// <summary>What of a log is wanted.</summary>
/// <param name="Follow">Go on until the container ends; waits for it to start.</param>
/// <param name="Tail">Lines from the end; null for all.</param>
/// <param name="Timestamps">Put the time before each line.</param>
internal sealed record LogRequest(bool Follow, int? Tail = null, TimeSpan? Since = null, bool Timestamps = false);
