namespace Cli.Output;

/// <summary>Columns as kubectl prints them: three spaces apart, the last one as wide as it is.</summary>
internal static class TextTable
{
    public static string Render(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] lines = [header, .. rows];
        var widths = header.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        return string.Concat(lines.Select(line => Line(line, widths)));
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        string.Join("   ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n";
}
