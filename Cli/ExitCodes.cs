namespace Cli;

/// <summary>What scripts can rely on.</summary>
internal static class ExitCodes
{
    /// <summary>Done; for whatever waits: the application completed.</summary>
    public const int Ok = 0;

    /// <summary>The application failed without an exit code of its driver, the time is over, or the cluster refused or did not answer.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a file or the kubeconfig cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>The reader of our output has left, as after <c>| head</c>; shells have it as the end by SIGPIPE.</summary>
    public const int NobodyReads = 141;
}
