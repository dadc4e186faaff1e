using Cli.Output.JsonPath;

namespace Cli.Output;

internal enum OutputFormat
{
    Table,
    Wide,
    Json,
    Yaml,
    Name,
    JsonPath,
}

/// <summary>What <c>-o</c> asked for.</summary>
/// <param name="Template">With <see cref="OutputFormat.JsonPath"/> alone.</param>
internal sealed record OutputChoice(OutputFormat Format, JsonPathTemplate? Template = null)
{
    public static readonly OutputChoice Table = new(OutputFormat.Table);

    /// <summary>The object as JSON, YAML or what the template picks, which ends without a line break as in kubectl; null when the choice is a table or names.</summary>
    public string? Whole(System.Text.Json.Nodes.JsonNode node) => Format switch
    {
        OutputFormat.Json or OutputFormat.Yaml => ObjectText.Of(node, Format),
        OutputFormat.JsonPath => Template!.Render(node),
        _ => null,
    };
}
