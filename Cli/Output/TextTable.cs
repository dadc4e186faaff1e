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

    public static string Line(IReadOnlyList<string> cells, IReadOnlyList<int> widths) =>
        string.Join("   ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n";
}

/// <summary>A table whose rows come one by one: a column never becomes narrower than it was.</summary>
internal sealed class GrowingTable(IReadOnlyList<string> header)
{
    private int[]? _widths;

    /// <summary>The row, with the heading before the first one.</summary>
    public string Next(IReadOnlyList<string> row)
    {
        var isFirst = _widths is null;
        _widths = [.. row.Select((cell, column) => Math.Max(cell.Length, _widths?[column] ?? header[column].Length))];
        return isFirst ? TextTable.Line(header, _widths) + TextTable.Line(row, _widths) : TextTable.Line(row, _widths);
    }
}
