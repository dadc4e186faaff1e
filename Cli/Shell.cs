using Cli.Cluster;
using Cli.Output;
using Cli.SparkSubmit;
using Cli.Uploads;
using Kubernetes.Client;
using Kubernetes.Client.Connection;

namespace Cli;

/// <summary>All that a command touches outside of itself.</summary>
/// <param name="Connect">Opens the cluster that the flags name.</param>
internal sealed record Shell(TextReader In, TextWriter Out, TextWriter Error, TimeProvider Clock, Func<ClusterChoice, ClusterAccess> Connect)
{
    /// <summary>Standard input as it came, for what judges bytes; a command reads this or <see cref="In"/>.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Environment variables.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Whether a person watches the error stream, so that lines may be redrawn.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Of standard output.</summary>
    public Colours Colours { get; init; } = Colours.Off;

    /// <summary>The bucket that <c>--upload-to</c> names.</summary>
    public IObjectStore OpenStore(UploadOptions options)
    {
        if (options.Location.Scheme != "gs")
            return new S3Store(options, Variable);

        var http = new HttpClient { Timeout = System.Threading.Timeout.InfiniteTimeSpan }; // Large files take their time.
        return new GoogleStore(options, new GoogleCredentials(http, Variable, Clock), http, Clock);
    }

    /// <summary>What spark-submit would read and be.</summary>
    public Submitter Submitter { get; init; } = Submitter.OfThisProcess();

    public static Shell OfThisProcess() => new(StandardStreams.In(), StandardStreams.Out(), StandardStreams.Error(), TimeProvider.System, Open)
    {
        IsTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Colours = Colours.Of(!Console.IsOutputRedirected, Environment.GetEnvironmentVariable),
    };

    private static ClusterAccess Open(ClusterChoice choice)
    {
        var options = new KubernetesOptions { KubeConfig = choice.KubeConfig, Context = choice.Context };
        var connection = Connection(options, choice.Server);
        var client = new KubernetesHttpClient(connection, options.Client with { UserAgent = "sparkctl", MaxRepeats = 2 }, TimeProvider.System);
        return new ClusterAccess(client, choice.Namespace ?? connection.Namespace, connection.Server.ToString(), client);
    }

    // A server that is named by its address needs no kubeconfig: it may be kubectl proxy.
    private static ClusterConnection Connection(KubernetesOptions options, Uri? server)
    {
        if (server is not null && options.KubeConfig is null && KubeConfig.DefaultPath(Environment.GetEnvironmentVariable) is null && !InClusterConfig.IsAvailable(Environment.GetEnvironmentVariable))
            return ClusterConnection.Anonymous(server);

        var connection = KubernetesRegistration.Connect(options, Environment.GetEnvironmentVariable, TimeProvider.System);
        return server is null ? connection : connection.At(server);
    }
}

/// <summary>Which cluster and which namespace, as far as the flags say.</summary>
/// <param name="Server">Instead of the address of the context.</param>
internal sealed record ClusterChoice(string? KubeConfig, string? Context, string? Namespace, Uri? Server = null);
