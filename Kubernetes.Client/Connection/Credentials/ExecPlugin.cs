using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Kubernetes.Client.Connection.Credentials;

/// <summary>A program that prints a credential. Its answer is kept until it expires or the server refuses it.</summary>
internal sealed class ExecPlugin : ICredentialSource, IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _one = new(1);
    private readonly ExecEntry _exec;
    private readonly string _where;
    private readonly string _command;
    private readonly ClusterEntry? _cluster;
    private readonly TimeProvider _clock;
    private (Credential Credential, DateTimeOffset? Expires)? _kept;

    private ExecPlugin(ExecEntry exec, string where, string command, ClusterEntry? cluster, TimeProvider clock) =>
        (_exec, _where, _command, _cluster, _clock) = (exec, where, command, cluster, clock);

    public static ExecPlugin Create(ExecEntry exec, string where, string file, ClusterEntry cluster, TimeProvider clock)
    {
        if (exec.Command is not { } command)
            throw new KubeConfigException($"{where}: exec has no 'command'; name the program that prints the credential.");
        if (exec.ApiVersion is not ($"{ExecCredential.Group}/v1" or $"{ExecCredential.Group}/v1beta1"))
        {
            throw new KubeConfigException(
                $"{where}: exec has apiVersion '{exec.ApiVersion}', which is not supported; use {ExecCredential.Group}/v1 or {ExecCredential.Group}/v1beta1.");
        }

        if (exec.InteractiveMode is "Always")
            throw new KubeConfigException($"{where}: exec has 'interactiveMode: Always', which is not supported, as nobody may be there to answer; use IfAvailable or Never.");

        // A bare name is looked for in PATH; a path is relative to the file.
        var program = command.Contains('/', StringComparison.Ordinal) ? KubeConfigResolver.PathBeside(file, command) : command;
        return new ExecPlugin(exec, where, program, exec.ProvideClusterInfo ? cluster : null, clock);
    }

    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_kept is not { } kept || kept.Expires <= _clock.GetUtcNow())
                _kept = kept = await AskAsync(cancellationToken);
            return kept.Credential;
        }
        finally
        {
            _ = _one.Release();
        }
    }

    public void Forget() => _kept = null;

    public void Dispose() => _one.Dispose();

    private async Task<(Credential, DateTimeOffset?)> AskAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        using var limit = new CancellationTokenSource(TimeLimit, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            process.StandardInput.Close();
            var (output, complaint) = (process.StandardOutput.ReadToEndAsync(stop.Token), process.StandardError.ReadToEndAsync(stop.Token));
            await process.WaitForExitAsync(stop.Token);
            if (process.ExitCode != 0)
                throw Problem($"ended with code {process.ExitCode}{Quote(await complaint)}", "run it by hand to see why");

            return ExecCredential.Answer(Encoding.UTF8.GetBytes(await output), _exec.ApiVersion!);
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            throw Problem($"cannot be used: {broken.Message}", "correct the plugin or its arguments", broken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Problem($"did not end within {TimeLimit.TotalSeconds:0} s", "run it by hand; it may wait for an answer");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(_command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in _exec.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in _exec.Environment)
            start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = ExecCredential.Question(_exec.ApiVersion!, _cluster);

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw Problem($"cannot be started ({missing.Message})", _exec.InstallHint?.Trim() ?? "install it, or correct 'command'", missing);
        }
    }

    private CredentialException Problem(string found, string advice, Exception? cause = null) =>
        new($"{_where}: exec plugin '{_command}' {found}; {advice}.", cause);

    private static string Quote(string complaint) =>
        complaint.Trim() is { Length: > 0 } text ? $", saying \"{(text.Length > 300 ? text[..300] + "..." : text)}\"" : "";
}
