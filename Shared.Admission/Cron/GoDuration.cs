using System.Globalization;
using System.Text;

namespace Shared.Admission.Cron;

/// <summary>Durations as Go writes them, such as <c>90s</c>, <c>1h30m</c> or <c>-1.5h</c>. Source: Go's <c>time.ParseDuration</c>, whose messages these are.</summary>
internal static class GoDuration
{
    // Go counts nanoseconds in 64 bits.
    private const decimal Longest = long.MaxValue;

    /// <exception cref="CronFormatException">Says what is wrong with it.</exception>
    public static TimeSpan Parse(string text)
    {
        var (sign, rest) = text is ['-', ..] ? (-1, text[1..]) : text is ['+', ..] ? (1, text[1..]) : (1, text);
        if (rest is "0")
            return TimeSpan.Zero;
        if (rest.Length == 0)
            throw Invalid(text);

        var nanoseconds = 0m;
        while (rest.Length > 0)
        {
            var number = Take(rest, c => char.IsAsciiDigit(c) || c == '.');
            var unit = Take(rest[number.Length..], c => c != '.' && !char.IsAsciiDigit(c));
            rest = rest[(number.Length + unit.Length)..];
            nanoseconds += Amount(text, number) * Unit(text, unit);
            if (nanoseconds > Longest)
                throw Invalid(text);
        }

        return TimeSpan.FromTicks((long)(nanoseconds / TimeSpan.NanosecondsPerTick)) * sign;
    }

    // Digits on at least one side of at most one point.
    private static decimal Amount(string text, string number)
    {
        if (number.Count(c => c == '.') > 1 || !number.Any(char.IsAsciiDigit) || number.IndexOf('.') is var point && (point < 0 ? number.Length : point) > 19)
            throw Invalid(text);
        return decimal.Parse(number.Length > 40 ? number[..40] : number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    private static decimal Unit(string text, string unit) => unit switch
    {
        "ns" => 1m,
        "us" or "µs" or "μs" => 1_000m,
        "ms" => 1_000_000m,
        "s" => 1_000_000_000m,
        "m" => 60_000_000_000m,
        "h" => 3_600_000_000_000m,
        "" => throw new CronFormatException($"time: missing unit in duration {Quoted(text)}"),
        _ => throw new CronFormatException($"time: unknown unit {Quoted(unit)} in duration {Quoted(text)}"),
    };

    private static string Take(string text, Func<char, bool> belongs) => string.Concat(text.TakeWhile(belongs));

    private static CronFormatException Invalid(string text) => new($"time: invalid duration {Quoted(text)}");

    // Bytes that are not plain ASCII are escaped one by one.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                _ = quoted.Append('\\').Append(rune);
            else if (rune.Value is >= ' ' and < 0x80)
                _ = quoted.Append(rune);
            else
                _ = quoted.AppendJoin("", Encoding.UTF8.GetBytes(rune.ToString()).Select(part => $"\\x{part:x2}"));
        }

        return quoted.Append('"').ToString();
    }
}
