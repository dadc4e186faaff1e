namespace Kubernetes.Client.Connection;

/// <summary>The way to a cluster is not described well enough. The message names the file, what was found and what to do.</summary>
public sealed class KubeConfigException(string message, Exception? cause = null) : Exception(message, cause);
