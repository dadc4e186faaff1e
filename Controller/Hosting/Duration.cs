using System.Globalization;
using System.Text.RegularExpressions;
using Shared.Hosting;
using Shared.Hosting.Options;

namespace Controller.Hosting;

/// <summary>Durations as existing charts write them: <c>10s</c>, <c>1m30s</c>, <c>500ms</c>.</summary>
internal static partial class Duration
{
    public static TimeSpan Of(OptionValues values, string option)
    {
        var text = values.Required(option);
        return Parse(text) ?? throw new UsageException($"--{option}: '{text}' is not a duration; write a number and a unit, such as 10s, 1m30s or 500ms.");
    }

    /// <summary>Null when it is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text is "0")
            return TimeSpan.Zero;
        if (Whole().Match(text) is not { Success: true } match)
            return null;

        var seconds = match.Groups["part"].Captures.Zip(match.Groups["number"].Captures, (part, number) =>
            double.Parse(number.Value, CultureInfo.InvariantCulture) * Unit(part.Value[number.Length..])).Sum();
        return seconds <= TimeSpan.FromDays(3650).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double Unit(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        _ => 0.001,
    };

    [GeneratedRegex(@"\A(?<part>(?<number>[0-9]{1,12}(\.[0-9]{1,9})?)(h|ms|m|s))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
