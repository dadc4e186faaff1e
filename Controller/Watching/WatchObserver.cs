using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;

namespace Controller.Watching;

/// <summary>Says once what is wrong with a watch, and once that it is well again.</summary>
internal sealed class WatchObserver(KubernetesResource resource, string? @namespace, ILogger logger) : IReflectorObserver
{
    private string? _said;

    public void Listed(int objects, int setAside)
    {
        if (_said is not null)
            Log.WatchRecovered(logger, resource.FullName, Where);
        _said = null;
    }

    public void SetAside(SetAside item) => Log.ObjectSetAside(logger, resource.Kind, item.Key.Namespace, item.Key.Name, item.Problem);

    public void Failed(Exception error, int failures, TimeSpan wait)
    {
        var sentence = Sentence(error);
        if (sentence == _said)
            return;
        _said = sentence;
        Log.WatchFailed(logger, resource.FullName, Where, sentence);
    }

    public void Alive()
    {
    }

    private string Where => @namespace is null ? "all namespaces" : $"namespace {@namespace}";

    private string Sentence(Exception error) => error switch
    {
        ApiStatusException { Code: 404 } when resource.Group.Length > 0 =>
            $"the API server does not know {resource.FullName}: its CustomResourceDefinition is not installed; apply the CRDs of this operator. Looking again until it is there.",
        ApiStatusException { Code: 403 } refused =>
            $"this operator may not list and watch {resource.FullName}: {refused.Status.Message ?? "forbidden"}. Grant it; looking again until it may.",
        ApiStatusException { Code: 401 } => "the API server does not accept the credentials; renew the kubeconfig or the service account's token. Trying again.",
        ApiTransportException unreachable => $"{unreachable.Message} Trying again until it answers.",
        _ => $"{error.Message} Trying again.",
    };
}
