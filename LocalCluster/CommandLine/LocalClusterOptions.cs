using System.Collections.Immutable;
using LocalCluster.Serving;

namespace LocalCluster.CommandLine;

/// <summary>What the command line asks for.</summary>
internal sealed record LocalClusterOptions
{
    /// <summary>Where to serve; port 0 is any free one. Default: <c>https://127.0.0.1:0</c>.</summary>
    public Uri Listen { get; init; } = new("https://127.0.0.1:0");

    /// <summary>Where to write a kubeconfig for the user <c>admin</c>; null: nowhere.</summary>
    public string? KubeconfigPath { get; init; }

    /// <summary>Simulated nodes. 0: no scheduler, no kubelet, no simulated driver. Default: 3.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Service accounts that are there from the start; <c>--account</c> may be given several times.</summary>
    public ImmutableArray<PreparedAccount> Accounts { get; init; } = [];

    /// <summary>A file of fault rules, one JSON object a line; null: none.</summary>
    public string? FaultsPath { get; init; }

    /// <summary>Of everything that is drawn: UIDs, suffixes of names, ends of watches, faults with a chance. Default: 1.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>A command line that cannot be understood; the message says what and how to mend it.</summary>
internal sealed class CommandLineException(string message) : Exception(message)
{
    public CommandLineException() : this("The command line cannot be understood.") { }
}
