namespace Cli.Output;

/// <summary>Columns as kubectl prints them: three spaces apart, the last one as wide as it is.</summary>
internal static class TextTable
{
    /// <param name="header">One cell for each column.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="colours">Paints cells; null leaves them plain.</param>
    public static string Render(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, Colours? colours = null)
    {
        IReadOnlyList<string>[] lines = [header, .. rows];
        var widths = header.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        return string.Concat(lines.Select((line, index) => Line(line, widths, index == 0 ? null : colours)));
    }

    // Painted after padding, or the codes would count as letters.
    public static string Line(IReadOnlyList<string> cells, IReadOnlyList<int> widths, Colours? colours = null) =>
        string.Join("   ", cells.Select((cell, column) => cell.PadRight(widths[column])).Select(cell => colours?.Paint(cell) ?? cell)).TrimEnd() + "\n";
}

/// <summary>A table whose rows come one by one: a column never becomes narrower than it was.</summary>
internal sealed class GrowingTable(IReadOnlyList<string> header, Colours colours)
{
    private int[]? _widths;

    /// <summary>The row, with the heading before the first one.</summary>
    public string Next(IReadOnlyList<string> row)
    {
        var isFirst = _widths is null;
        _widths = [.. row.Select((cell, column) => Math.Max(cell.Length, _widths?[column] ?? header[column].Length))];
        return isFirst ? TextTable.Line(header, _widths) + TextTable.Line(row, _widths, colours) : TextTable.Line(row, _widths, colours);
    }
}
