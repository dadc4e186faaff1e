using System.Collections.Frozen;
using System.Globalization;

namespace Shared.Admission.Cron;

/// <summary>One of the five fields: its range, its names, and how it is read. Source: robfig/cron 3.0.1, whose messages these are.</summary>
internal sealed class CronField(int minimum, int maximum, params IReadOnlyList<string> names)
{
    public static readonly CronField Minute = new(0, 59);
    public static readonly CronField Hour = new(0, 23);
    public static readonly CronField DayOfMonth = new(1, 31);
    public static readonly CronField Month = new(1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    public static readonly CronField DayOfWeek = new(0, 6, "sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private readonly FrozenDictionary<string, long> _names =
        names.Select((name, index) => KeyValuePair.Create(name, (long)minimum + index)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every value, as <c>*</c> writes it.</summary>
    public FieldValues Every => new(Bits(minimum, maximum, 1), IsStar: true);

    /// <summary>Reads a list of ranges. Empty items are passed over, so <c>1,,2</c> is a list of two and <c>,</c> an empty one.</summary>
    /// <exception cref="CronFormatException">Says what is wrong with which item.</exception>
    public FieldValues Parse(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(new FieldValues(0, IsStar: false), (values, item) => values | ParseRange(item));

    private FieldValues ParseRange(string item)
    {
        var rangeAndStep = item.Split('/');
        var lowAndHigh = rangeAndStep[0].Split('-');
        var isStar = lowAndHigh[0] is "*" or "?";
        var (start, end) = isStar ? (minimum, maximum) : Bounds(item, lowAndHigh);

        long step = 1;
        switch (rangeAndStep)
        {
            case [_]:
                break;
            case [_, var text]:
                step = Number(text);
                // "5/15" means from 5 on.
                if (lowAndHigh.Length == 1)
                    end = maximum;
                break;
            default:
                throw new CronFormatException($"too many slashes: {item}");
        }

        Check(item, start, end, step);
        return new FieldValues(Bits((int)start, (int)end, step), isStar && step <= 1);
    }

    private (long Start, long End) Bounds(string item, string[] lowAndHigh)
    {
        var start = NumberOrName(lowAndHigh[0]);
        return lowAndHigh switch
        {
            [_] => (start, start),
            [_, var high] => (start, NumberOrName(high)),
            _ => throw new CronFormatException($"too many hyphens: {item}"),
        };
    }

    private void Check(string item, long start, long end, long step)
    {
        if (start < minimum)
            throw new CronFormatException(string.Create(CultureInfo.InvariantCulture, $"beginning of range ({start}) below minimum ({minimum}): {item}"));
        if (end > maximum)
            throw new CronFormatException(string.Create(CultureInfo.InvariantCulture, $"end of range ({end}) above maximum ({maximum}): {item}"));
        if (start > end)
            throw new CronFormatException(string.Create(CultureInfo.InvariantCulture, $"beginning of range ({start}) beyond end of range ({end}): {item}"));
        if (step == 0)
            throw new CronFormatException($"step of range should be a positive number: {item}");
    }

    private long NumberOrName(string text) => _names.TryGetValue(text, out var named) ? named : Number(text);

    private static long Number(string text)
    {
        if (!text.All(c => char.IsAsciiDigit(c) || c is '+' or '-') || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new CronFormatException($"failed to parse int from {text}: \"{text}\" is not a whole number");
        return number >= 0 ? number : throw new CronFormatException(string.Create(CultureInfo.InvariantCulture, $"negative number ({number}) not allowed: {text}"));
    }

    private static ulong Bits(int start, int end, long step)
    {
        var bits = 0UL;
        for (long value = start; value <= end; value += Math.Min(step, end + 1))
            bits |= 1UL << (int)value;
        return bits;
    }
}

/// <summary>The values that a field admits.</summary>
/// <param name="Bits">Bit n stands for the value n.</param>
/// <param name="IsStar">Written as <c>*</c> or <c>?</c>: then the other of the two day fields decides alone.</param>
internal readonly record struct FieldValues(ulong Bits, bool IsStar)
{
    public static FieldValues Only(int value) => new(1UL << value, IsStar: false);

    public bool IsEmpty => Bits == 0;

    public bool Has(int value) => (Bits >> value & 1) == 1;

    public static FieldValues operator |(FieldValues one, FieldValues other) => new(one.Bits | other.Bits, one.IsStar || other.IsStar);
}
