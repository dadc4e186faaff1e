using System.CommandLine;
using Cli.Commands;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Manifests;

namespace Cli;

/// <summary>The command line as a whole: which commands there are, and how errors reach the user.</summary>
internal static class Sparkctl
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Shell shell, CancellationToken cancellationToken)
    {
        var global = new GlobalOptions();
        var root = new RootCommand("Runs and follows Spark applications on Kubernetes. Exit codes: 0 done, 1 failed, 2 unusable input.");
        global.AddTo(root);
        root.Add(CreateCommand.Build(shell, global));
        root.Add(ListCommand.Build(shell, global));
        root.Add(StatusCommand.Build(shell, global));
        root.Add(WatchCommand.Build(shell, global));
        root.Add(WaitCommand.Build(shell, global));
        root.Add(LogCommand.Build(shell, global));
        root.Add(EventCommand.Build(shell, global));
        root.Add(DeleteCommand.Build(shell, global));
        root.Add(RerunCommand.Build(shell, global));
        root.Add(SuspendCommand.Suspend(shell, global));
        root.Add(SuspendCommand.Resume(shell, global));
        root.Add(DiffCommand.Build(shell, global));
        root.Add(TopCommand.Build(shell, global));
        root.Add(ForwardCommand.Build(shell, global));
        root.Add(ConnectCommand.Build(shell, global));
        root.Add(DiagnoseCommand.Build(shell, global));
        root.Add(DoctorCommand.Build(shell, global));
        root.Add(UpgradeCommand.Build(shell, global));
        root.Add(LintCommand.Build(shell));
        root.Add(AdmitCommand.Build(shell));
        root.Add(RenderCommand.Build(shell, global));
        root.Add(CrdsCommand.Build(shell, global));

        if (args.Count == 0)
        {
            await root.Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = shell.Out, Error = shell.Error }, cancellationToken);
            return ExitCodes.Usage;
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await shell.Error.WriteLineAsync($"sparkctl: {parsed.Errors[0].Message.TrimEnd('.')}; 'sparkctl {parsed.CommandResult.Command.HelpPath()}--help' shows the usage.");
            return ExitCodes.Usage;
        }

        return await ReportAsync(shell, () => parsed.InvokeAsync(
            new InvocationConfiguration { Output = shell.Out, Error = shell.Error, EnableDefaultExceptionHandler = false }, cancellationToken));
    }

    private static async Task<int> ReportAsync(Shell shell, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception)
        {
            var (code, sentence) = Explain(exception);
            await shell.Error.WriteLineAsync($"sparkctl: {sentence.ReplaceLineEndings(" ")}");
            return code;
        }
    }

    private static (int Code, string Sentence) Explain(Exception exception) => exception switch
    {
        CliException told => (told.ExitCode, told.Message),
        ManifestException => (ExitCodes.Usage, exception.Message),
        KubeConfigException => (ExitCodes.Usage, exception.Message),
        ApiStatusException { Status.Message: { Length: > 0 } message } refusal => (ExitCodes.Failed, $"the cluster refused ({refusal.Code}): {message}"),
        ApiException => (ExitCodes.Failed, exception.Message),
        IOException => (ExitCodes.Failed, exception.Message),
        _ => (ExitCodes.Failed, $"{exception.GetType().Name}: {exception.Message}"),
    };

    private static string HelpPath(this Command command) => command is RootCommand ? "" : $"{command.Name} ";
}
