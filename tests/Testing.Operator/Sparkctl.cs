namespace Testing.Operator;

/// <summary>The command line as a user runs it.</summary>
public sealed class Sparkctl(string kubeConfigPath)
{
    /// <summary>Runs one command to its end.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var program = Start(arguments);
        return (await program.ExitAsync(TimeSpan.FromMinutes(2)), program.Output);
    }

    /// <summary>Starts one command that goes on.</summary>
    public ProgramUnderTest Start(params string[] arguments) => ProgramUnderTest.Start("sparkctl", ["--kubeconfig", kubeConfigPath, .. arguments]);

    /// <summary>Runs one command to its end with variables and a standard input of its own.</summary>
    public async Task<(int ExitCode, string Output)> RunWithAsync(IReadOnlyDictionary<string, string> environment, byte[]? input, params string[] arguments)
    {
        await using var program = ProgramUnderTest.Start("sparkctl", ["--kubeconfig", kubeConfigPath, .. arguments], environment, input);
        return (await program.ExitAsync(TimeSpan.FromMinutes(2)), program.Output);
    }

    /// <summary>Runs one command that must succeed; its output.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"sparkctl {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }
}
