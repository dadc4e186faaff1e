using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Lint;
using Cli.Output;

namespace Cli.Commands;

/// <summary><c>sparkctl lint PATH...</c>: the rules of the webhook, without a cluster.</summary>
internal static class LintCommand
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public static Command Build(Shell shell)
    {
        var paths = new Argument<string[]>("path") { Description = "Files, folders (their .yaml, .yml and .json files), or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var strict = new Option<bool>("--strict") { Description = "Warnings count as findings." };
        var command = new Command("lint", "Judge manifests as the webhook would. Exit codes: 0 clean, 1 findings, 2 unusable input.") { paths, output, strict };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var findings = new List<Finding>();
            foreach (var file in parsed.GetRequiredValue(paths).SelectMany(Files))
                findings.AddRange(await JudgeAsync(file, shell, cancellationToken));

            await shell.Out.WriteAsync(parsed.GetRequiredValue(output) == "json"
                ? ObjectText.Of(new JsonArray([.. findings.Select(finding => finding.ToJson())]), OutputFormat.Json)
                : string.Concat(findings.Select(finding => $"{finding.ToString().ReplaceLineEndings(" ")}\n")));
            return findings.Any(finding => parsed.GetValue(strict) || finding.Severity == Finding.Error) ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> JudgeAsync(string file, Shell shell, CancellationToken cancellationToken)
    {
        var (name, text) = await ManifestFiles.TextAsync(file, shell, cancellationToken);
        var (findings, others) = ManifestLint.Judge(name, text);
        if (others > 0)
            await shell.Error.WriteLineAsync($"{name}: {others} object(s) of other kinds not judged");
        return findings;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (path == ManifestFiles.StandardInput || !Directory.Exists(path))
            return [path];

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw CliException.Usage($"'{path}' holds no .yaml, .yml or .json file; give a folder of manifests.");
    }
}
