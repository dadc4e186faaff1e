using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace ApplicationLoad.Reporting;

/// <summary>One line of a chart. Points that are no number are left out.</summary>
internal sealed record ChartLine(string Name, ImmutableArray<(double X, double Y)> Points);

/// <summary>Lines over two axes, as an SVG. Pure: the same input gives the same text.</summary>
internal sealed record LineChart(string Title, string XAxis, string YAxis, ImmutableArray<ChartLine> Lines, bool IsLogarithmic = false)
{
    private const double Width = 760;
    private const double Height = 380;
    private const double Left = 70;
    private const double Right = 20;
    private const double Top = 60;
    private const double Bottom = 50;
    private const int TicksWanted = 6;

    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#7f7f7f"];

    public string ToSvg()
    {
        var lines = Lines.Select(line => line with { Points = [.. line.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y) && !(IsLogarithmic && point.Y <= 0))] }).ToList();
        var points = lines.SelectMany(line => line.Points).ToList();
        var (x, y) = (Scale.Linear(points.Select(point => point.X)), IsLogarithmic ? Scale.Logarithmic(points.Select(point => point.Y)) : Scale.Linear(points.Select(point => point.Y).Append(0)));

        var svg = new StringBuilder();
        _ = svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""").Append('\n');
        _ = svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{Width}" height="{Height}" fill="white"/>""").Append('\n');
        _ = svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="20" font-size="15">{Text(Title)}</text>""").Append('\n');
        foreach (var tick in x.Ticks)
            Label(svg, Across(x, tick), Height - Bottom + 18, "middle", Number(tick), (Across(x, tick), Top, Across(x, tick), Height - Bottom));
        foreach (var tick in y.Ticks)
            Label(svg, Left - 8, Up(y, tick) + 4, "end", Number(tick), (Left, Up(y, tick), Width - Right, Up(y, tick)));
        _ = svg.Append(CultureInfo.InvariantCulture, $"""<text x="{(Left + Width - Right) / 2}" y="{Height - 12}" text-anchor="middle">{Text(XAxis)}</text>""").Append('\n');
        _ = svg.Append(CultureInfo.InvariantCulture, $"""<text transform="translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle">{Text(YAxis)}</text>""").Append('\n');
        foreach (var (index, line) in lines.Index())
        {
            var colour = Colours[index % Colours.Length];
            var path = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{Across(x, point.X):0.#},{Up(y, point.Y):0.#}")));
            _ = svg.Append(CultureInfo.InvariantCulture, $"""<polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{path}"/>""").Append('\n');
            _ = svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left + (index * 160)}" y="42" fill="{colour}">{Text(line.Name)}</text>""").Append('\n');
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Label(StringBuilder svg, double x, double y, string anchor, string text, (double X1, double Y1, double X2, double Y2) grid)
    {
        _ = svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{grid.X1:0.#}" y1="{grid.Y1:0.#}" x2="{grid.X2:0.#}" y2="{grid.Y2:0.#}" stroke="#dddddd"/>""").Append('\n');
        _ = svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{Text(text)}</text>""").Append('\n');
    }

    private static double Across(Scale scale, double value) => Left + (scale.Share(value) * (Width - Left - Right));

    private static double Up(Scale scale, double value) => Height - Bottom - (scale.Share(value) * (Height - Top - Bottom));

    private static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Values to a share of an axis, with the values that are written beside it.</summary>
    private sealed record Scale(double From, double To, ImmutableArray<double> Ticks, bool IsLogarithmic)
    {
        public double Share(double value) => IsLogarithmic ? (Math.Log10(value) - Math.Log10(From)) / (Math.Log10(To) - Math.Log10(From)) : (value - From) / (To - From);

        public static Scale Linear(IEnumerable<double> values)
        {
            var (least, most) = Range(values, 0, 1);
            var step = Step(most - least);
            var from = Math.Floor(least / step) * step;
            var count = (int)Math.Ceiling((most - from) / step - 1e-9);
            return new Scale(from, from + (count * step), [.. Enumerable.Range(0, count + 1).Select(index => from + (index * step))], false);
        }

        public static Scale Logarithmic(IEnumerable<double> values)
        {
            var (least, most) = Range(values, 1, 10);
            var (from, to) = ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(most)));
            to = Math.Max(to, from + 1);
            return new Scale(Math.Pow(10, from), Math.Pow(10, to), [.. Enumerable.Range(from, to - from + 1).Select(power => Math.Pow(10, power))], true);
        }

        private static (double Least, double Most) Range(IEnumerable<double> values, double least, double most)
        {
            var all = values.ToList();
            if (all.Count == 0)
                return (least, most);
            return all.Max() > all.Min() ? (all.Min(), all.Max()) : (all.Min(), all.Min() + 1);
        }

        /// <summary>1, 2 or 5 times a power of ten.</summary>
        private static double Step(double range)
        {
            var raw = range / TicksWanted;
            var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
            return (raw / power) switch
            {
                <= 1 => power,
                <= 2 => 2 * power,
                <= 5 => 5 * power,
                _ => 10 * power,
            };
        }
    }
}
