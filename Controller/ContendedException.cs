using Kubernetes.Client.Watching;

namespace Controller;

/// <summary>An application changed under every look; the queue tries again later.</summary>
public sealed class ContendedException(ObjectKey key, int looks)
    : Exception($"SparkApplication {key} changed under each of {looks} looks; trying again later.");
