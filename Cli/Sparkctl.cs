using System.CommandLine;
using Cli.Commands;
using Cli.Help;
using Cli.Output;
using Cli.SparkSubmit;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Manifests;

namespace Cli;

/// <summary>The command line as a whole: which commands there are, and how errors reach the user.</summary>
internal static class Sparkctl
{
    public static Task<int> RunAsync(IReadOnlyList<string> args, Shell shell, CancellationToken cancellationToken) =>
        ReportAsync(shell, () => RunSortedAsync(SparkSubmitWords.Sort(args), shell, cancellationToken));

    private static async Task<int> RunSortedAsync(IReadOnlyList<string> args, Shell shell, CancellationToken cancellationToken)
    {
        var root = Root(shell);
        if (args.Count == 0)
        {
            await root.Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = shell.Out, Error = shell.Error }, cancellationToken);
            return ExitCodes.Usage;
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await shell.Error.WriteLineAsync($"sparkctl: {string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')}; '{Typed(parsed.CommandResult.Command)} --help' shows the usage.");
            return ExitCodes.Usage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = shell.Out, Error = shell.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
    }

    /// <summary>All commands, in the order in which help and reference list them.</summary>
    internal static RootCommand Root(Shell shell)
    {
        var global = new GlobalOptions();
        var root = new RootCommand("Runs and follows Spark applications on Kubernetes. Exit codes: 0 done, 1 failed, 2 unusable input.") { HelpName = HelpName };
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
        root.Add(LintCommand.Build(shell, global));
        root.Add(AdmitCommand.Build(shell));
        root.Add(RenderCommand.Build(shell, global));
        root.Add(SparkSubmitCommand.Build(shell, global));
        root.Add(CrdsCommand.Build(shell, global));
        root.Add(ConvertCommand.Build(shell));
        root.Add(ScheduleCommand.Build(shell, global));
        root.Add(LocalCommand.Build(shell));
        root.Add(CompletionCommand.Build(shell));
        HelpWithExamples.AddTo(root);
        return root;
    }

    // kubectl finds the program as kubectl-spark and expects help to speak of itself.
    private static string HelpName => Path.GetFileNameWithoutExtension(CalledAs) == "kubectl-spark" ? "kubectl spark" : "sparkctl";

    // .NET tells the file; a link to it has another name, which only the system tells.
    private static string CalledAs => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/self/cmdline").Split('\0')[0] : Environment.GetCommandLineArgs()[0];

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
        catch (IOException fault) when (StandardStreams.IsClosed(fault))
        {
            return ExitCodes.NobodyReads;
        }
        catch (Exception exception)
        {
            var (code, sentence) = Explain(exception);
            await shell.Error.WriteLineAsync($"sparkctl: {sentence.ReplaceLineEndings(" ")}");
            return code;
        }
    }

    private static string Typed(Command command) => $"{HelpName} {command.PathOf()}".TrimEnd();

    private static (int Code, string Sentence) Explain(Exception exception) => exception switch
    {
        CliException told => (told.ExitCode, told.Message),
        ManifestException => (ExitCodes.Usage, exception.Message),
        KubeConfigException => (ExitCodes.Usage, exception.Message),
        ApiStatusException { Code: 401 } => (ExitCodes.Failed, "the cluster does not accept the credentials of the kubeconfig (401); log in again, or choose another user with --context."),
        ApiStatusException { Code: 403, Request: var request, Status.Message: { Length: > 0 } message } when request.StartsWith("GET ", StringComparison.Ordinal) =>
            (ExitCodes.Failed, $"the cluster refused (403): {message.TrimEnd('.')}; 'sparkctl doctor' shows which rights are missing, an administrator can grant them."),
        ApiStatusException { Status.Message: { Length: > 0 } message } refusal => (ExitCodes.Failed, $"the cluster refused ({refusal.Code}): {message}"),
        ApiException => (ExitCodes.Failed, exception.Message),
        IOException => (ExitCodes.Failed, exception.Message),
        _ => (ExitCodes.Failed, $"{exception.GetType().Name}: {exception.Message}"),
    };
}
