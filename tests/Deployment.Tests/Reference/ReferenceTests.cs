using System.Text;
using System.Text.Json.Nodes;
using Controller.Hosting;
using Shared.Hosting.Options;
using Testing;
using Testing.Comparison;
using Webhook;

namespace Deployment.Tests.Reference;

/// <summary>What is in <c>docs/reference</c> is made from the code that it describes.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Given_the_options_of_the_programs_When_their_reference_is_made_Then_it_equals_the_committed_one()
    {
        var text = new StringBuilder($"""
            <!-- Made from the options in code: {GeneratedFile.Command} -->
            # Options

            On the command line `--name VALUE` or `--name=VALUE`; in the environment `Controller__Name`, `Webhook__Name` without dashes. What is unknown stops the start and is named.


            """);
        Options("Controller", ControllerCommand.Options, text);
        Options("Webhook", WebhookCommand.Options, text);

        GeneratedFile.Holds(text.ToString().TrimEnd('\n') + "\n", "docs", "reference", "options.md");
    }

    [Fact]
    public void Given_the_definitions_When_their_reference_is_made_Then_it_equals_the_committed_one()
    {
        var text = new StringBuilder($"""
            <!-- Made from crds/: {GeneratedFile.Command} -->
            # Fields

            Of our own making; what is a Kubernetes type (volumes, affinity, security contexts and the like) is one line here and is described by Kubernetes.


            """);
        foreach (var file in Directory.GetFiles(Repository.PathTo("crds")).Order(StringComparer.Ordinal))
        {
            var definition = YamlText.Documents(File.ReadAllText(file)).First()!["spec"]!;
            var version = definition["versions"]![0]!;
            text.Append($"## {definition["names"]!["kind"]} ({definition["group"]}/{version["name"]})\n\n| field | type | meaning |\n|---|---|---|\n");
            foreach (var part in new[] { "spec", "status" })
                Fields(part, version["schema"]!["openAPIV3Schema"]!["properties"]![part]!, text);
            text.Append('\n');
        }

        GeneratedFile.Holds(text.ToString().TrimEnd('\n') + "\n", "docs", "reference", "fields.md");
    }

    private static void Options(string program, IEnumerable<CommandOption> options, StringBuilder text)
    {
        text.Append($"## {program}\n\n| option | default | meaning |\n|---|---|---|\n");
        foreach (var option in options)
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"`--{name}`"));
            var meaning = option.WithoutEffect is { } why ? $"Taken, without effect: {why}" : option.Help;
            text.Append($"| {names} | {(option.Default is { } value ? $"`{value}`" : option.IsSwitch ? "`false`" : "")} | {Cell(meaning)} |\n");
        }

        text.Append('\n');
    }

    // A field with a description is ours; below one without there are only types of Kubernetes.
    private static void Fields(string path, JsonNode schema, StringBuilder text)
    {
        if ((string?)schema["description"] is { } description)
            text.Append($"| `{path}` | {schema["type"] ?? "any"} | {Cell(description)} |\n");
        foreach (var (name, below) in schema["properties"] as JsonObject ?? [])
            Fields($"{path}.{name}", below!, text);
        if (schema["items"] is JsonObject { } items && items["properties"] is not null)
            Fields($"{path}[]", items, text);
    }

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
