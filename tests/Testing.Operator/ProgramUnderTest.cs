using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Testing.Operator;

/// <summary>One of our executables, started for real. Disposing it ends it.</summary>
public sealed partial class ProgramUnderTest : IAsyncDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private const int SigContinue = 18;
    private const int SigStop = 19;

    // A tail is enough for a message, and an hour of log lines would not be.
    private const int KeptOutput = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _isDisposed;

    private ProgramUnderTest(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>What was written so far to standard output and standard error; of very much, the last part.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Whether the programs are those that <c>scripts/publish.sh</c> made.</summary>
    public static bool IsPublished => PublishedPath("Controller") is not null;

    /// <summary>How to start a program: the file, and what comes before its arguments.</summary>
    public static (string File, IReadOnlyList<string> First) CommandOf(string name) =>
        PublishedPath(name) is { } published ? (published, []) : ("dotnet", [Path.Combine(AppContext.BaseDirectory, name + ".dll")]);

    private static string? PublishedPath(string name) => Environment.GetEnvironmentVariable("E2E_PUBLISHED") is { Length: > 0 } folder
        ? Path.Combine(Path.GetFullPath(folder), name == "sparkctl" ? "Cli" : name, name)
        : null;

    /// <summary>
    /// Starts <paramref name="name"/> without waiting for anything: what <c>scripts/publish.sh</c> made, if <c>E2E_PUBLISHED</c> names its folder, else the assembly beside this one.
    /// </summary>
    /// <param name="name">Of the program, such as <c>sparkctl</c>.</param>
    /// <param name="arguments">Words behind it.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="input">Standard input, which ends behind it; null is an empty one.</param>
    public static ProgramUnderTest Start(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, byte[]? input = null)
    {
        var (file, first) = CommandOf(name);
        return Start(name, file, [.. first, .. arguments], environment, input);
    }

    /// <summary>Starts a tool of this machine, or a script of a test.</summary>
    public static ProgramUnderTest StartTool(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Start(Path.GetFileName(file), file, arguments, environment, input: null);

    private static ProgramUnderTest Start(string name, string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, byte[]? input)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("KUBECONFIG");
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var program = new ProgramUnderTest(name, process);
        process.OutputDataReceived += (_, line) => program.Take(line.Data);
        process.ErrorDataReceived += (_, line) => program.Take(line.Data);
        process.Exited += (_, _) => program._ready.TrySetException(new InvalidOperationException($"{name} ended before it was ready:\n{program.Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (input is not null)
            process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        return program;
    }

    /// <summary>Waits for the line <c>ready URL</c>.</summary>
    public async Task<Uri> ReadyAsync()
    {
        try
        {
            return await _ready.Task.WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} was not ready within {Patience.TotalSeconds} s:\n{Output}");
        }
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan? patience = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name} did not end:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as Kubernetes does; the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        if (!_process.HasExited)
            _ = Kill(_process.Id, SigTerm);
        return await ExitAsync();
    }

    /// <summary>Presses Ctrl-C; the exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        if (!_process.HasExited)
            _ = Kill(_process.Id, SigInt);
        return await ExitAsync();
    }

    /// <summary>Ends it at once, without a chance to say goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Stops it in the middle of whatever it does, as a machine that hangs: its connections stay open and nothing is answered.</summary>
    public void Freeze() => _ = Kill(_process.Id, SigStop);

    /// <summary>Lets it go on after <see cref="Freeze"/>.</summary>
    public void Thaw() => _ = Kill(_process.Id, SigContinue);

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;

        lock (_output)
        {
            _output.AppendLine(line);
            if (_output.Length > 2 * KeptOutput)
                _output.Remove(0, _output.Length - KeptOutput);
        }

        if (line.StartsWith("ready ", StringComparison.Ordinal) && Uri.TryCreate(line["ready ".Length..], UriKind.Absolute, out var address))
            _ready.TrySetResult(address);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
