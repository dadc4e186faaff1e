namespace Cli.Help;

/// <summary>
/// Scripts that teach a shell to complete. They ask the program itself, by its directive <c>[suggest:POSITION]</c>, so that they never grow old.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        _sparkctl() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(sparkctl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2> /dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _sparkctl sparkctl

        """;

    private const string Zsh = """
        #compdef sparkctl
        _sparkctl() {
          local line="${(j: :)words[1,CURRENT]}"
          local -a found=(${(f)"$(sparkctl "[suggest:${#line}]" "$line" 2> /dev/null)"})
          compadd -- $found || _files
        }
        if [ "$funcstack[1]" = _sparkctl ]; then _sparkctl; else compdef _sparkctl sparkctl; fi

        """;

    private const string Fish = """
        function __sparkctl_complete
            set -l line (commandline -cp)
            sparkctl "[suggest:"(string length -- $line)"]" "$line" 2> /dev/null
        end
        complete -c sparkctl -a '(__sparkctl_complete)'

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName sparkctl -ScriptBlock {
            param($word, $line, $position)
            sparkctl "[suggest:$position]" "$line" 2> $null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    private const string Kubectl = """
        #!/bin/sh
        # Save as kubectl_complete-spark on the PATH, executable.
        line="sparkctl $*"
        exec sparkctl "[suggest:${#line}]" "$line"

        """;

    public static readonly IReadOnlyDictionary<string, string> ByShell = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["fish"] = Fish,
        ["kubectl"] = Kubectl,
        ["powershell"] = PowerShell,
        ["zsh"] = Zsh,
    };
}
