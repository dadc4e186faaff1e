using Testing;

namespace EndToEnd.Tests.Commands;

/// <summary>The completion scripts in the shells that they are for; each shell finds sparkctl on its PATH. PowerShell, which is no Debian package, gets a look at its script alone.</summary>
public sealed class CompletionTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("completion");

    private Dictionary<string, string> Environment => new()
    {
        ["PATH"] = $"{_folder.FullName}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["HOME"] = _folder.FullName,
        ["TERM"] = "dumb",
    };

    public async Task InitializeAsync()
    {
        var (file, first) = ProgramUnderTest.CommandOf("sparkctl");
        await ExecutableAsync("sparkctl", $"#!/bin/sh\nexec '{file}' {string.Concat(first.Select(word => $"'{word}' "))}\"$@\"\n");
        foreach (var shell in new[] { "bash", "zsh", "fish", "powershell", "kubectl" })
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, shell), await new Sparkctl("/none").DoAsync("completion", shell));
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("sparkctl st", "status")]
    [InlineData("sparkctl schedule n", "next")]
    [InlineData("sparkctl lint --out", "--output")]
    [InlineData("sparkctl list -o nothing-of-that-kind", "")]
    public async Task Bash_completes(string line, string expected)
    {
        var words = line.Split(' ');
        var script = $"""
            source {_folder.FullName}/bash
            complete -p sparkctl > /dev/null || exit 1
            COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD={words.Length - 1}
            _sparkctl
            printf '%s\n' "${"{"}COMPREPLY[@]{"}"}"
            """;

        (await RunAsync("bash", "--norc", "-c", script)).Trim().Should().Be(expected);
    }

    // As typed: a shell on a terminal of its own, and the key.
    [ToolFact("zsh")]
    public async Task Zsh_completes()
    {
        var typed = Path.Combine(_folder.FullName, "typed");
        var script = $$"""
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "autoload -Uz compinit && compinit -u -D; source {{_folder.FullName}}/zsh; tell() { print -r -- \"\$BUFFER\" > {{typed}}; print to''ld }; zle -N tell; bindkey '^X' tell; echo re''ady"
            zpty -r -m shell seen '*ready*' || exit 1
            zpty -w -n shell $'cd / && sparkctl sched\tne\t\x18'
            zpty -r -m shell seen '*told*' || exit 2
            """;

        _ = await RunAsync("zsh", "-f", "-c", script);

        (await File.ReadAllTextAsync(typed)).Trim().Should().Be("cd / && sparkctl schedule next");
    }

    [ToolFact("fish")]
    public async Task Fish_completes()
    {
        (await RunAsync("fish", "--no-config", "-c", $"source {_folder.FullName}/fish; complete -C 'sparkctl st'")).Split('\n').Should().Contain("status").And.NotContain("list");
        (await RunAsync("fish", "--no-config", "-c", $"source {_folder.FullName}/fish; complete -C 'sparkctl schedule n'")).Split('\n').Should().Contain("next");
    }

    [Fact]
    public async Task PowerShell_gets_a_script_of_the_form_that_its_documentation_gives()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "powershell"));

        // Source: about_Functions_Argument_Completion, "Native".
        script.Should().StartWith("Register-ArgumentCompleter -Native -CommandName sparkctl -ScriptBlock {").And.Contain("param($word, $line, $position)")
            .And.Contain("[System.Management.Automation.CompletionResult]::new(");
        foreach (var pair in new[] { "{}", "()", "[]" })
            script.Count(letter => letter == pair[0]).Should().Be(script.Count(letter => letter == pair[1]), pair);
    }

    [Theory]
    [InlineData("st", "status")]
    [InlineData("schedule|n", "next")]
    public async Task Kubectl_asks_its_plugin(string words, string expected)
    {
        await ExecutableAsync("kubectl_complete-spark", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "kubectl")));

        (await RunAsync(Path.Combine(_folder.FullName, "kubectl_complete-spark"), words.Split('|'))).Split('\n').Should().Contain(expected);
    }

    // kubectl itself is no Debian package of that name.
    [ToolFact("kubectl", isDebianPackage: false)]
    public async Task As_a_plugin_it_is_found_by_kubectl_and_its_help_speaks_of_itself()
    {
        var (file, first) = ProgramUnderTest.CommandOf("sparkctl");
        if (first.Count == 0)
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, "kubectl-spark"), file);
        else
            await ExecutableAsync("kubectl-spark", $"#!/bin/bash\nexec -a \"$0\" '{file}' {string.Concat(first.Select(word => $"'{word}' "))}\"$@\"\n");

        (await RunAsync("kubectl", "plugin", "list")).Should().Contain("kubectl-spark");
        (await RunAsync("kubectl", "spark", "schedule", "next", "--help")).Should().Contain("kubectl spark schedule next").And.Contain("Examples:");
    }

    private async Task ExecutableAsync(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(file, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<string> RunAsync(string file, params string[] arguments)
    {
        await using var program = ProgramUnderTest.StartTool(file, arguments, Environment);
        (await program.ExitAsync()).Should().Be(0, program.Output);
        return program.Output;
    }
}
