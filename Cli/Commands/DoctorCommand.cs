using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Doctor;
using Cli.Output;

namespace Cli.Commands;

/// <summary><c>sparkctl doctor</c>: looks at an installation from the user's side; each finding comes with its fix.</summary>
internal static class DoctorCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var output = new Option<string>("--output", "-o") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("doctor", "Check an installation: API server, definitions, controller, webhooks, certificates, rights. Exits with 1 if there is a problem.") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cluster = global.Connect(shell, parsed);
            var isText = parsed.GetRequiredValue(output) == "text";
            var reports = new List<CheckReport>();
            foreach (var check in DoctorChecks.InOrder)
            {
                foreach (var report in await DoctorChecks.RunAsync(check, cluster, shell.Clock.GetUtcNow(), cancellationToken))
                {
                    reports.Add(report);
                    if (isText)
                        await shell.Out.WriteAsync(Text(report, shell.Colours));
                }
            }

            if (!isText)
                await shell.Out.WriteAsync(ObjectText.Of(new JsonArray([.. reports.Select(Json)]), OutputFormat.Json));
            return reports.Exists(report => report.Verdict is Verdict.Problem) ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    private static string Text(CheckReport report, Colours colours) =>
        $"{colours.Paint($"{Word(report.Verdict),-8}")} {report.Subject}: {report.Found.ReplaceLineEndings(" ")}\n" + (report.Fix is { } fix ? $"{"",-8} fix: {fix}\n" : "");

    private static JsonObject Json(CheckReport report) => new()
    {
        ["subject"] = report.Subject,
        ["verdict"] = Word(report.Verdict),
        ["found"] = report.Found,
        ["fix"] = report.Fix,
    };

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Unknown => "unknown",
        Verdict.Warning => "warning",
        _ => "problem",
    };
}
