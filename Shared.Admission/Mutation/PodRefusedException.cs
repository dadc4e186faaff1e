namespace Shared.Admission.Mutation;

/// <summary>The application cannot be put into this pod: the pod would be wrong, or the API server would refuse it.</summary>
public sealed class PodRefusedException(string path, string reason) : Exception($"{path}: {reason}")
{
    /// <summary>The member of the application, or of the pod, that is in the way.</summary>
    public string Path { get; } = path;

    public string Reason { get; } = reason;
}
