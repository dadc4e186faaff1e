namespace Testing.Operator;

/// <summary>The command line as a user runs it.</summary>
public sealed class Sparkctl(string kubeConfigPath)
{
    /// <summary>Runs one command to its end.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var program = ProgramUnderTest.Start("sparkctl", ["--kubeconfig", kubeConfigPath, .. arguments]);
        var exitCode = await program.ExitAsync(TimeSpan.FromMinutes(2));
        return (exitCode, program.Output);
    }

    /// <summary>Runs one command that must succeed; its output.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"sparkctl {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }
}
