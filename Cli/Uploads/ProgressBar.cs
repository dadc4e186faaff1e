using System.Globalization;

namespace Cli.Uploads;

/// <summary>One line of a terminal that fills; silent where the error stream is no terminal.</summary>
internal sealed class ProgressBar(Shell shell, long total) : IProgress<long>, IDisposable
{
    private const int Width = 30;

    private readonly Lock _lock = new();
    private int _shown = -1;

    /// <summary>Ends the line of a transfer that did not come to its end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_shown is >= 0 and < 100)
                shell.Error.WriteLine();
        }
    }

    public void Report(long value)
    {
        var percent = total == 0 ? 100 : (int)(Math.Min(value, total) * 100 / total);
        lock (_lock)
        {
            if (!shell.IsTerminal || percent <= _shown)
                return;
            _shown = percent;
            var filled = percent * Width / 100;
            shell.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', filled)}{new string('.', Width - filled)}] {percent,3} %{(percent == 100 ? "\n" : "")}"));
        }
    }
}
