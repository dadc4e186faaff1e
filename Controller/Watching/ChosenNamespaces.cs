using Controller.Hosting;
using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;

namespace Controller.Watching;

/// <summary>Which namespaces are ours at this moment: those that are named, and those whose labels the selector matches.</summary>
internal sealed class ChosenNamespaces(NamespaceChoice choice)
{
    private readonly HashSet<string> _names = [.. choice.Names];

    // The API server judges the labels: a namespace that stops matching leaves the list as if it were deleted.
    private readonly Store<bool> _matching = new();

    public Task Synced => choice.Selector is null ? Task.CompletedTask : _matching.Synced;

    public bool Contains(string @namespace) =>
        choice.IsAll || _names.Contains(@namespace) || (choice.Selector is not null && _matching.Get(new ObjectKey("", @namespace)) is not null);

    /// <summary>Told when a namespace becomes ours, or is so no longer, because of its labels.</summary>
    public void Subscribe(Action<string> changed) => _matching.Subscribe(change => changed(change.Key.Name));

    /// <summary>Until cancelled; at once without a selector.</summary>
    public Task RunAsync(IKubernetesApi api, TimeProvider clock, Func<int> seed, Func<KubernetesResource, IReflectorObserver> observer, CancellationToken cancellationToken) =>
        choice.Selector is null
            ? Task.CompletedTask
            : new Reflector<bool>(
                api, KubernetesResources.Namespaces, _matching, _ => true,
                new ReflectorOptions { LabelSelector = choice.Selector }, clock, new Random(seed()), observer(KubernetesResources.Namespaces)).RunAsync(cancellationToken);
}
