namespace Cli.Output;

internal enum OutputFormat
{
    Table,
    Wide,
    Json,
    Yaml,
    Name,
}
