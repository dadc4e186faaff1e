using System.CommandLine;
using Cli.Lint;
using Cli.Lint.Reports;
using Cli.Lint.Server;

namespace Cli.Commands;

/// <summary><c>sparkctl lint PATH...</c>: the rules of the webhook, without a cluster; with <c>--server</c>, and then the cluster's.</summary>
internal static class LintCommand
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public static Command Build(Shell shell, GlobalOptions global)
    {
        var paths = FileArgument.Many("Files, folders (their .yaml, .yml and .json files), or - for standard input.");
        var output = new Option<string>("--output", "-o") { Description = $"{string.Join(", ", LintReports.ByName.Keys.SkipLast(1))} or {LintReports.ByName.Keys.Last()}.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong([.. LintReports.ByName.Keys]);
        var strict = new Option<bool>("--strict") { Description = "Warnings count as findings." };
        var policy = new Option<string?>("--policy") { Description = "File of kind AdmissionPolicy: judge the pods that applications and Connect servers become, too." };
        var labels = NamespaceLabels.Option();
        var server = new Option<bool>("--server") { Description = "Ask the cluster by a dry run with your own rights, and whether what applications refer to exists." };
        var command = new Command("lint", "Judge manifests as the webhook would. Exit codes: 0 clean, 1 findings, 2 unusable input.") { output, strict, policy, labels, server };
        paths.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var lint = new ManifestLint(
                parsed.GetValue(policy) is { } policyFile
                    ? new GivenPolicy(await PolicyFiles.ReadAsync(policyFile, shell, cancellationToken), NamespaceLabels.Parse(parsed.GetValue(labels)))
                    : GivenPolicy.None,
                parsed.GetValue(server) ? new ServerLint(global.Connect(shell, parsed)) : null);
            var (files, findings) = (new List<string>(), new List<Finding>());
            foreach (var path in paths.ReadAll(parsed).SelectMany(Files))
            {
                var (name, text) = await ManifestFiles.TextAsync(path, shell, cancellationToken);
                var (found, others) = await lint.JudgeAsync(name, text, cancellationToken);
                files.Add(name);
                findings.AddRange(found);
                if (others > 0)
                    await shell.Error.WriteLineAsync($"{name}: {others} object(s) of other kinds not judged");
            }

            var run = new LintRun(files, findings, parsed.GetValue(strict)) { Colours = shell.Colours };
            await shell.Out.WriteAsync(LintReports.ByName[parsed.GetRequiredValue(output)](run));
            return run.HasFailed ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
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
