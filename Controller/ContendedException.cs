using Kubernetes.Client.Watching;

namespace Controller;

/// <summary>An application changed under every look.</summary>
public sealed class ContendedException(ObjectKey key, int looks)
    : TryAgainException($"SparkApplication {key} changed under each of {looks} looks; trying again later.");
