namespace Shared.Hosting;

/// <summary>
/// What a person gave us cannot work: an option, a file, an address. The message is one sentence that says where, what was
/// found and what to do; <see cref="HostedProcess"/> prints it on stderr, without a stack trace, and ends the process with 2.
/// </summary>
public sealed class UsageException(string message, Exception? cause = null) : Exception(message, cause);
