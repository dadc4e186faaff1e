using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Cli.Diagnose;
using Cli.Output;

namespace Cli.Commands;

/// <summary><c>sparkctl diagnose NAME</c>: cause, evidence and next step, from the objects, events and logs that the user may read.</summary>
internal static class DiagnoseCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var bundle = new Option<string?>("--bundle") { Description = "Also write all of it into this .tar.gz, with secrets hidden, for a bug report." };
        var output = new Option<string>("--output", "-o") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("diagnose", "Say why a SparkApplication failed or waits.") { name, bundle, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var found = await CaseReader.ReadAsync(global.Connect(shell, parsed), parsed.GetRequiredValue(name), cancellationToken);
            var causes = CauseRules.Of(found);
            await shell.Out.WriteAsync(parsed.GetRequiredValue(output) == "json" ? ObjectText.Of(Json(found, causes), OutputFormat.Json) : Text(found, causes, shell.Colours));
            if (parsed.GetValue(bundle) is { } path)
            {
                await using (var file = File.Create(path))
                    await BugReport.WriteAsync(file, found, Text(found, causes, Colours.Off), shell.Clock.GetUtcNow(), cancellationToken);
                await shell.Error.WriteLineAsync($"{path} written; look through it before you send it: only what looks like a secret is hidden.");
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Text(Case found, IReadOnlyList<Cause> causes, Colours colours)
    {
        var text = new StringBuilder();
        var status = found.Application.Status;
        text.Append($"{found.Application.Metadata?.Name}: {colours.Paint(string.IsNullOrEmpty(status?.ApplicationState?.State) ? "NEW" : status.ApplicationState.State)}\n");
        if (causes.Count == 0)
            text.Append("Nothing wrong was found.\n");
        foreach (var cause in causes)
        {
            text.Append($"\n{colours.Paint("Cause:")}     {cause.Sentence.ReplaceLineEndings(" ")}\n");
            foreach (var evidence in cause.Evidence)
                text.Append($"Evidence:  {Masking.MaskText(evidence.ReplaceLineEndings("\n           "))}\n");
            text.Append($"Next step: {cause.NextStep}\n");
        }

        foreach (var gap in found.Gaps)
            text.Append($"\nNot seen:  {gap.ReplaceLineEndings(" ")}\n");
        return text.ToString();
    }

    private static JsonObject Json(Case found, IReadOnlyList<Cause> causes) => new()
    {
        ["name"] = found.Application.Metadata?.Name,
        ["state"] = found.Application.Status?.ApplicationState?.State ?? "",
        ["causes"] = new JsonArray([.. causes.Select(cause => new JsonObject
        {
            ["cause"] = cause.Sentence,
            ["evidence"] = new JsonArray([.. cause.Evidence.Select(line => JsonValue.Create(Masking.MaskText(line)))]),
            ["nextStep"] = cause.NextStep,
        })]),
        ["gaps"] = new JsonArray([.. found.Gaps.Select(gap => JsonValue.Create(gap))]),
    };
}
