namespace Cli.Output;

/// <summary>Columns as kubectl prints them: three spaces apart, the last one as wide as it is.</summary>
internal static class TextTable
{
    private const string Gap = "   ";

    // Only what these say has a colour: a name may be any word.
    private static readonly HashSet<string> Judging = new(StringComparer.Ordinal) { "STATE", "TYPE", "TAKES EFFECT" };

    /// <param name="header">One cell for each column.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="colours">Paints the cells that judge.</param>
    public static string Render(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, Colours colours)
    {
        var cells = rows.Select(row => row.Select(OneLine).ToArray()).ToList();
        var widths = header.Select((title, column) => cells.Select(row => TextWidth.Of(row[column])).Append(title.Length).Max()).ToArray();
        return Heading(header, widths) + string.Concat(cells.Select(row => Line(header, row, widths, colours)));
    }

    public static string Heading(IReadOnlyList<string> header, IReadOnlyList<int> widths) => Line(header, header, widths, Colours.Off);

    // Painted after padding, or the codes would count as letters; the last cell is not padded, so that long lines do not wrap into empty ones.
    public static string Line(IReadOnlyList<string> header, IReadOnlyList<string> cells, IReadOnlyList<int> widths, Colours colours)
    {
        var last = cells.ToList().FindLastIndex(cell => cell.Length > 0);
        return string.Join(Gap, cells.Take(last + 1).Select((cell, column) => Painted(header[column], column == last ? cell : TextWidth.Pad(cell, widths[column]), colours))) + "\n";
    }

    /// <summary>A cell takes one line, and moves no cursor.</summary>
    public static string OneLine(string cell) => cell.Any(char.IsControl) ? string.Concat(cell.ReplaceLineEndings(" ").Select(letter => char.IsControl(letter) ? ' ' : letter)) : cell;

    private static string Painted(string title, string cell, Colours colours) => Judging.Contains(title) ? colours.Paint(cell) : cell;
}

/// <summary>A table whose rows come one by one: a column never becomes narrower than it was.</summary>
internal sealed class GrowingTable(IReadOnlyList<string> header, Colours colours)
{
    private readonly int[] _widths = [.. header.Select(title => title.Length)];
    private bool _hasBegun;

    /// <summary>Makes the columns wide enough for rows that are known to come.</summary>
    public void MakeRoomFor(IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows)
        {
            for (var column = 0; column < _widths.Length; column++)
                _widths[column] = Math.Max(_widths[column], TextWidth.Of(TextTable.OneLine(row[column])));
        }
    }

    /// <summary>The row, with the heading before the first one.</summary>
    public string Next(IReadOnlyList<string> row)
    {
        MakeRoomFor([row]);
        var heading = _hasBegun ? "" : TextTable.Heading(header, _widths);
        _hasBegun = true;
        return heading + TextTable.Line(header, [.. row.Select(TextTable.OneLine)], _widths, colours);
    }
}
