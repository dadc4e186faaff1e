using System.CommandLine;
using Cli.Cluster;

namespace Cli.Commands;

/// <summary>Flags that every command has.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _namespace = new("--namespace", "-n")
    {
        Description = "Namespace. Default: that of the kubeconfig's context.",
        Recursive = true,
    };

    private readonly Option<string?> _kubeConfig = new("--kubeconfig", "-k")
    {
        Description = "Path of the kubeconfig. Default: $KUBECONFIG, else ~/.kube/config.",
        Recursive = true,
    };

    private readonly Option<string?> _context = new("--context")
    {
        Description = "Context of the kubeconfig. Default: its current context.",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Add(_namespace);
        root.Add(_kubeConfig);
        root.Add(_context);
    }

    /// <summary>The namespace that the user typed; null without one.</summary>
    public string? TypedNamespace(ParseResult parsed) => parsed.GetValue(_namespace);

    public ClusterAccess Connect(Shell shell, ParseResult parsed) => shell.Connect(Choice(parsed));

    /// <summary>The cluster that the user typed, as far as he did.</summary>
    public ClusterChoice Choice(ParseResult parsed) => new(parsed.GetValue(_kubeConfig), parsed.GetValue(_context), parsed.GetValue(_namespace));
}
