using System.CommandLine;
using Cli.Cluster;
using Cli.Live;
using Cli.Logs;
using Kubernetes.Client.Manifests;

namespace Cli.Commands;

/// <summary><c>sparkctl create FILE</c>: sends every object of a file, in order; with <c>--from</c>, a run of a schedule.</summary>
internal static class CreateCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var file = new Argument<string?>("file")
        {
            Description = "YAML or JSON; - for standard input. Objects of other kinds are created as well. With --from: the name of the new SparkApplication.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var from = new Option<string?>("--from", "-f") { Description = "Run the template of this ScheduledSparkApplication now. Without another argument: a file, as -f has it in kubectl." };
        var delete = new Option<bool>("--delete", "-d") { Description = "Delete SparkApplications of the same names first, and wait until they are gone." };
        var wait = new Option<bool>("--wait") { Description = "Wait until the SparkApplications end; if one fails, exits with the exit code of its driver, or 1." };
        var logs = new Option<bool>("--logs", "-l") { Description = "Follow the driver's log." };
        var timeout = CommonArguments.Timeout();
        var uploads = new UploadFlags();
        var command = new Command("create", "Create the objects of a file.") { file, from, delete, wait, logs, timeout };
        uploads.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (argument, schedule) = (parsed.GetValue(file), parsed.GetValue(from)) switch
            {
                (null, null) => throw CliException.Usage("there is nothing to create; give a file, - for standard input, or a name with --from SCHEDULE."),
                (null, { } path) => (path, null),
                ({ } given, var template) => (given, template),
            };
            var manifests = schedule is null ? await ManifestFiles.ReadAsync(argument, shell, cancellationToken) : [];
            var cluster = global.Connect(shell, parsed);
            if (schedule is not null)
                manifests = [new Manifest($"schedule '{schedule}'", RunOfSchedule.Create(await cluster.GetAsync(SparkResources.Schedules, schedule, cancellationToken), argument))];
            RequireOneNamespace(manifests, global.TypedNamespace(parsed));

            var creation = new Creation(cluster, shell, parsed.GetValue(delete), uploads.Read(parsed));
            var applications = await creation.RunAsync(manifests, cancellationToken);
            if (parsed.GetValue(logs))
                await FollowLogsAsync(applications, shell, cancellationToken);
            return parsed.GetValue(wait) ? await WaitAsync(applications, shell, parsed.GetValue(timeout), cancellationToken) : ExitCodes.Ok;
        });
        return command;
    }

    private static void RequireOneNamespace(IReadOnlyList<Manifest> manifests, string? typed)
    {
        if (typed is not null && manifests.FirstOrDefault(manifest => manifest.Namespace is { } own && own != typed) is { } other)
            throw CliException.Usage($"{other.PlaceOf("metadata.namespace")}: the file says namespace '{other.Namespace}' and the command line '{typed}'; leave one out.");
    }

    private static async Task FollowLogsAsync(IReadOnlyList<(ClusterAccess Cluster, string Name)> applications, Shell shell, CancellationToken cancellationToken)
    {
        foreach (var (cluster, name) in applications)
            await ApplicationLog.CopyAsync(cluster, name, executor: null, new LogRequest(Follow: true), shell, cancellationToken);
    }

    private static async Task<int> WaitAsync(
        IReadOnlyList<(ClusterAccess Cluster, string Name)> applications, Shell shell, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var code = ExitCodes.Ok;
        foreach (var (cluster, name) in applications)
            code = Math.Max(code, await Completion.WaitAsync(cluster, name, shell, timeout, cancellationToken));
        return code;
    }
}
