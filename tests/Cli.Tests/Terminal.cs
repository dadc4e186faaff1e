using System.Text;
using Cli.Cluster;
using Cli.Output;
using Cli.SparkSubmit;
using Kubernetes.Client.Forwarding;
using Testing.Kubernetes;
using Testing.Time;

namespace Cli.Tests;

/// <summary>sparkctl with a fake cluster, as a user would see it.</summary>
internal sealed class Terminal
{
    public FakeKubernetesApi Api { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public string Input { get; init; } = "";

    /// <summary>Instead of <see cref="Input"/>, for what is no text.</summary>
    public byte[]? InputBytes { get; init; }

    /// <summary>The environment; empty unless a test fills it.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>For connections to pods; null as long as a test needs none.</summary>
    public IKubernetesSockets? Sockets { get; init; }

    /// <summary>Whether a person watches both streams.</summary>
    public bool IsWatched { get; init; }

    public StringWriter Out { get; } = new();

    public StringWriter Error { get; } = new();

    /// <summary>What the flags said when the cluster was opened.</summary>
    public ClusterChoice? Choice { get; private set; }

    public Task<int> RunAsync(string commandLine, CancellationToken cancellationToken = default) =>
        Sparkctl.RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), NewShell(), cancellationToken);

    public Shell NewShell() => new(new StringReader(Input), Out, Error, Clock, choice =>
    {
        Choice = choice;
        return new ClusterAccess(Api, choice.Namespace ?? "default", "https://cluster.example", Sockets);
    })
    {
        Submitter = new Submitter(new DiskFiles(), new Dictionary<string, string>(), "me", () => "one"),
        OpenInput = () => new MemoryStream(InputBytes ?? Encoding.UTF8.GetBytes(Input)),
        Variable = Variables.GetValueOrDefault,
        IsTerminal = IsWatched,
        Colours = Colours.Of(IsWatched, Variables.GetValueOrDefault),
    };
}
