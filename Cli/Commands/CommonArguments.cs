using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Cli.Output;
using Cli.Output.JsonPath;

namespace Cli.Commands;

/// <summary>Arguments and flags that several commands have.</summary>
internal static class CommonArguments
{
    private const string JsonPathPrefix = "jsonpath=";

    public static Argument<string> Application() => new("name") { Description = "Name of the SparkApplication." };

    public static Option<bool> AllNamespaces() => new("--all-namespaces", "-A") { Description = "Of all namespaces." };

    public static Option<string?> Selector() => new("--selector", "-l") { Description = "Only with these labels, such as team=a,app!=b." };

    /// <summary>Null stands for <see cref="OutputChoice.Table"/>.</summary>
    public static Option<OutputChoice?> Output() => new("--output", "-o")
    {
        Description = "wide, json, yaml, name or jsonpath=TEMPLATE as kubectl has it. Default: a table.",
        CustomParser = ParseFormat,
    };

    public static Option<TimeSpan?> Timeout() => Span("--timeout", "Give up after this time: 90s, 10m, 2h. Default: never.");

    public static Option<TimeSpan?> Span(string name, string description) => new(name) { Description = description, CustomParser = ParseDuration };

    private static OutputChoice ParseFormat(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (text.StartsWith(JsonPathPrefix, StringComparison.Ordinal))
            return ParseTemplate(result, text[JsonPathPrefix.Length..]);
        if (text.All(char.IsAsciiLetter) && Enum.TryParse<OutputFormat>(text, ignoreCase: true, out var format) && format is not OutputFormat.JsonPath)
            return new OutputChoice(format);

        result.AddError($"'{text}' is no output format; write wide, json, yaml, name or jsonpath=TEMPLATE");
        return OutputChoice.Table;
    }

    private static OutputChoice ParseTemplate(ArgumentResult result, string template)
    {
        try
        {
            return new OutputChoice(OutputFormat.JsonPath, JsonPathTemplate.Parse(template));
        }
        catch (FormatException exception)
        {
            result.AddError($"the JSONPath template cannot be read: {exception.Message}");
            return OutputChoice.Table;
        }
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
