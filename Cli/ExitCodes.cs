namespace Cli;

/// <summary>What scripts can rely on.</summary>
internal static class ExitCodes
{
    /// <summary>Done; for <c>wait</c> and <c>watch</c>: the application completed.</summary>
    public const int Ok = 0;

    /// <summary>The application failed, the time is over, or the cluster refused or did not answer.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a file or the kubeconfig cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C, as shells have it.</summary>
    public const int Interrupted = 130;
}
