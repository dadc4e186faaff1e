using Microsoft.Win32.SafeHandles;

namespace Cli.Output;

/// <summary>
/// Where results and messages go. .NET's own writers switch a terminal's keypad on and leave it so, and go on silently when the reader of a pipe has left; these
/// leave terminals alone and throw, so that <c>sparkctl list -w | head -3</c> ends.
/// </summary>
internal static class StandardStreams
{
    private const int OutDescriptor = 1;
    private const int ErrorDescriptor = 2;

    // EPIPE, as Linux, macOS and the BSDs number it.
    private const int BrokenPipe = 32;

    // A reader of its own too: Console.In would do to a terminal what Console.Out does.
    public static TextReader In() => OperatingSystem.IsWindows() ? Console.In : new StreamReader(Console.OpenStandardInput());

    public static TextWriter Out() => Open(OutDescriptor) ?? Console.Out;

    public static TextWriter Error() => Open(ErrorDescriptor) ?? Console.Error;

    /// <summary>True of what a write throws when nobody reads any more.</summary>
    public static bool IsClosed(IOException fault) => fault.HResult == BrokenPipe;

    // A file is left to .NET: both streams may share it, and then must share its place too.
    private static TextWriter? Open(int descriptor)
    {
        if (OperatingSystem.IsWindows())
            return null;

        try
        {
            var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : TextWriter.Synchronized(new StreamWriter(stream) { AutoFlush = true });
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // Whoever started us closed it, and .NET's writer swallows what is written.
        }
    }
}
