using System.Collections;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Shared.Hosting.Options;

namespace Shared.Hosting;

/// <summary>
/// The frame around a long-running process: options, signals, exit codes. Ends with 0 after SIGTERM or SIGINT, 2 for what the
/// user gave us (<see cref="UsageException"/>, a port in use), 1 for anything unforeseen; always with one sentence on stderr.
/// </summary>
/// <param name="Name">As typed, for the help.</param>
/// <param name="Summary">One sentence for the help.</param>
/// <param name="Section">Prefix of environment variables: <c>Webhook</c> reads <c>Webhook__Listen</c>.</param>
/// <param name="Options">All there are beside <c>--config</c>; anything else on the command line, under the prefix or in the file stops the start.</param>
public sealed record HostedProcess(string Name, string Summary, string Section, IReadOnlyList<CommandOption> Options)
{
    /// <summary>Of this build, such as <c>1.2.3</c>.</summary>
    public static string Version { get; } = typeof(HostedProcess).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>
    /// Reads the options and runs; the token is cancelled by SIGTERM and SIGINT. A body that returns early ends the process with 0.
    /// </summary>
    public async Task<int> RunAsync(IReadOnlyList<string> args, Func<OptionValues, CancellationToken, Task> body)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            await Console.Out.WriteAsync(HelpText.Of(Name, Summary, Section, Options));
            return 0;
        }

        if (args is ["--version" or "version"])
        {
            await Console.Out.WriteLineAsync($"{Name} {Version}");
            return 0;
        }

        using var stopping = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

        try
        {
            await body(CommandLine.Parse(Section, Options, args, EnvironmentVariables(), ReadFile), stopping.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception)
        {
            var (code, sentence) = Explain(exception);
            await Console.Error.WriteLineAsync($"{Name}: {Logging.Redaction.Clean(sentence)}");
            return code;
        }

        void Stop(PosixSignalContext context)
        {
            // The default action would end the process before anything is drained.
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    /// <summary>Says on stdout that the process serves; scripts wait for this line and read the address from it.</summary>
    public static void AnnounceReady(string url) => Console.Out.WriteLine($"ready {url}");

    /// <summary>Completes when the token is cancelled: the middle of <c>start, wait, stop</c>.</summary>
    public static async Task UntilStopped(CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopping.Register(stopped.SetResult);
        await stopped.Task;
    }

    internal static (int Code, string Sentence) Explain(Exception exception) => exception switch
    {
        UsageException => (2, exception.Message),
        _ when Causes(exception).Any(IsAddressInUse) => (2, $"{OneLine(exception.Message)} Another process listens there; choose another port, or 0 for any free one."),
        _ when Causes(exception).OfType<SocketException>().FirstOrDefault(IsUnusableAddress) is { } socket =>
            (2, $"Cannot listen: {OneLine(socket.Message)}; choose an address of this machine and a port that this user may bind."),
        _ => (1, $"Stopped by {exception.GetType().Name}: {OneLine(exception.Message)}"),
    };

    private static bool IsAddressInUse(Exception exception) =>
        exception is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };

    private static bool IsUnusableAddress(SocketException exception) =>
        exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AccessDenied;

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--{CommandLine.Config.Name}: '{path}' cannot be read: {OneLine(error.Message)}", error);
        }
    }

    private static Dictionary<string, string> EnvironmentVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
