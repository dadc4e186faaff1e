using Microsoft.Win32.SafeHandles;

namespace Cli.Output;

/// <summary>
/// Where results go. .NET's own writer goes on silently when the reader of a pipe has left; this one throws, so that <c>sparkctl list -w | head -3</c> ends.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    // EPIPE, as Linux, macOS and the BSDs number it.
    private const int BrokenPipe = 32;

    public static TextWriter Open()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
            return Console.Out;

        var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.Out : TextWriter.Synchronized(new StreamWriter(stream) { AutoFlush = true });
    }

    /// <summary>True of what a write throws when nobody reads any more.</summary>
    public static bool IsClosed(IOException fault) => fault.HResult == BrokenPipe;
}
