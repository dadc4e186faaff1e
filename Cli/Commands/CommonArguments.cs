using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Cli.Output;

namespace Cli.Commands;

/// <summary>Arguments and flags that several commands have.</summary>
internal static class CommonArguments
{
    public static Argument<string> Application() => new("name") { Description = "Name of the SparkApplication." };

    public static Option<OutputFormat> Output() => new("--output", "-o")
    {
        Description = "wide, json, yaml or name. Default: a table.",
        CustomParser = ParseFormat,
        DefaultValueFactory = _ => OutputFormat.Table,
    };

    public static Option<TimeSpan?> Timeout() => new("--timeout")
    {
        Description = "Give up after this time: 90s, 10m, 2h. Default: never.",
        CustomParser = ParseDuration,
    };

    private static OutputFormat ParseFormat(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Enum.TryParse<OutputFormat>(text, ignoreCase: true, out var format) && text.All(char.IsAsciiLetter))
            return format;

        result.AddError($"'{text}' is no output format; write wide, json, yaml or name");
        return OutputFormat.Table;
    }

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var factor = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, >= '0' and <= '9' => 1, _ => 0 };
        if (factor > 0
            && double.TryParse(text.TrimEnd('s', 'm', 'h'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * factor is > 0 and < 100_000_000)
        {
            return TimeSpan.FromSeconds(number * factor);
        }

        result.AddError($"'{text}' is no time span; write a number with s, m or h, such as 10m");
        return null;
    }
}
