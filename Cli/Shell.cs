using Cli.Cluster;
using Kubernetes.Client;
using Kubernetes.Client.Connection;

namespace Cli;

/// <summary>All that a command touches outside of itself.</summary>
/// <param name="Connect">Opens the cluster that the flags name.</param>
internal sealed record Shell(TextReader In, TextWriter Out, TextWriter Error, TimeProvider Clock, Func<ClusterChoice, ClusterAccess> Connect)
{
    /// <summary>Standard input as it came, for what judges bytes; a command reads this or <see cref="In"/>.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    public static Shell OfThisProcess() => new(Console.In, Console.Out, Console.Error, TimeProvider.System, Open);

    private static ClusterAccess Open(ClusterChoice choice)
    {
        var options = new KubernetesOptions { KubeConfig = choice.KubeConfig, Context = choice.Context };
        var connection = KubernetesRegistration.Connect(options, Environment.GetEnvironmentVariable, TimeProvider.System);
        var client = new KubernetesHttpClient(connection, options.Client with { UserAgent = "sparkctl", MaxRepeats = 2 }, TimeProvider.System);
        return new ClusterAccess(client, choice.Namespace ?? connection.Namespace, connection.Server.ToString(), client);
    }
}

/// <summary>Which cluster and which namespace, as far as the flags say.</summary>
internal sealed record ClusterChoice(string? KubeConfig, string? Context, string? Namespace);
