using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Admission.Policy;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Shared.Hosting.Policy;

/// <summary>Which policy holds in a namespace: the file, and the labels of namespaces where the settings allow to watch them.</summary>
public sealed class NamespacePolicies(PolicyFile file, PolicySettings settings, IKubernetesApi api, IReflectorObserver observer, TimeProvider clock)
{
    private readonly Store<IReadOnlyDictionary<string, string>> _labels = new();

    /// <summary>Without a file nothing is judged but what somebody asks about.</summary>
    public bool HasFile => settings.File is not null;

    public bool IsSynced => !settings.NamespaceLabels || _labels.IsSynced;

    public Task Synced => settings.NamespaceLabels ? _labels.Synced : Task.CompletedTask;

    /// <summary>Null while the labels of a namespace matter and are not known: it may have been made a moment ago.</summary>
    public AdmissionPolicy? For(string @namespace)
    {
        var policy = file.Policy;
        if (!PolicyJudgement.NeedsLabels(policy))
            return PolicyJudgement.For(policy, @namespace);
        return _labels.Get(new ObjectKey("", @namespace)) is { } known ? PolicyJudgement.For(policy, @namespace, known.Value) : null;
    }

    /// <exception cref="UsageException">The file is missing or wrong.</exception>
    public void Load() => file.Load();

    /// <summary>Until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => settings.NamespaceLabels
        ? LoopGroup.RunAsync([file.WatchAsync, Labels().RunAsync], cancellationToken)
        : file.WatchAsync(cancellationToken);

    private Reflector<IReadOnlyDictionary<string, string>> Labels() => new(
        api, KubernetesResources.Namespaces, _labels, json => (ContractsJson.Deserialize<KubernetesObject>(json.Span).Metadata?.Labels).OrEmpty(), new ReflectorOptions(), clock, new Random(0), observer);
}
