using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Output;
using Cli.Schedules;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;

namespace Cli.Commands;

/// <summary><c>sparkctl schedule list</c> and <c>sparkctl schedule next N</c>.</summary>
internal static class ScheduleCommand
{
    public static Command Build(Shell shell, GlobalOptions global) =>
        new("schedule", "Show ScheduledSparkApplications; 'create NAME --from SCHEDULE' runs one now.") { List(shell, global), Next(shell, global) };

    private static Command List(Shell shell, GlobalOptions global)
    {
        var everywhere = CommonArguments.AllNamespaces();
        var selector = CommonArguments.Selector();
        var output = CommonArguments.Output();
        var command = new Command("list", "List schedules, their last and next runs.") { everywhere, selector, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var all = parsed.GetValue(everywhere);
            var items = await ListAsync(global.Connect(shell, parsed), all, parsed.GetValue(selector), cancellationToken);
            var choice = parsed.GetValue(output) ?? OutputChoice.Table;
            if (choice.Whole(ObjectText.List(items)) is { } whole)
                await shell.Out.WriteAsync(whole);
            else if (choice.Format is OutputFormat.Name)
                await shell.Out.WriteAsync(string.Concat(items.Select(item => $"scheduledsparkapplication.{SparkResources.Group}/{item["metadata"]?["name"]}\n")));
            else if (items.Count == 0)
                await shell.Error.WriteLineAsync("No ScheduledSparkApplications found.");
            else
                await shell.Out.WriteAsync(Table(items, all, shell.Clock.GetUtcNow(), shell.Colours));
        });
        return command;
    }

    private static Command Next(Shell shell, GlobalOptions global)
    {
        var count = new Argument<int>("count") { Description = "How many runs.", DefaultValueFactory = _ => 10 };
        var everywhere = CommonArguments.AllNamespaces();
        var selector = CommonArguments.Selector();
        var command = new Command("next", "Show when the next runs are due, in UTC; Local is taken as UTC, as in the operator's image.") { count, everywhere, selector };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var now = shell.Clock.GetUtcNow();
            var schedules = await ListAsync(global.Connect(shell, parsed), parsed.GetValue(everywhere), parsed.GetValue(selector), cancellationToken);
            var (runs, problems) = UpcomingRuns.Of(schedules, parsed.GetValue(count), now);
            foreach (var problem in problems)
                await shell.Error.WriteLineAsync($"Warning: {problem}");
            if (runs.Count > 0)
                await shell.Out.WriteAsync(TextTable.Render(["DUE", "IN", "NAMESPACE", "SCHEDULE"],
                    [.. runs.Select(run => (IReadOnlyList<string>)[KubernetesTime.Format(run.Due), Ages.Short(run.Due - now), run.Namespace, run.Schedule])], shell.Colours));
            return problems.Count > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<JsonObject>> ListAsync(ClusterAccess cluster, bool everywhere, string? selector, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.ListAsync(SparkResources.Schedules, everywhere ? null : cluster.Namespace, new ListOptions { LabelSelector = selector }, cancellationToken);
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            throw new CliException($"the cluster at {cluster.Server} does not know ScheduledSparkApplications; 'sparkctl crds install' teaches it.", cause: refusal);
        }
    }

    private static string Table(IReadOnlyList<JsonObject> items, bool withNamespace, DateTimeOffset now, Colours colours)
    {
        string[] header = ["NAME", "SCHEDULE", "ZONE", "SUSPEND", "STATE", "LAST RUN", "NEXT IN", "LAST NAME"];
        return TextTable.Render(withNamespace ? ["NAMESPACE", .. header] : header, [.. items.Select(item => Row(ContractsJson.Deserialize<ScheduledSparkApplication>(item), withNamespace, now))], colours);
    }

    private static string[] Row(ScheduledSparkApplication schedule, bool withNamespace, DateTimeOffset now)
    {
        var status = schedule.Status ?? new ScheduledSparkApplicationStatus();
        string[] row =
        [
            schedule.Metadata?.Name ?? "", schedule.Spec?.Schedule ?? "", schedule.Spec?.TimeZone ?? "Local", schedule.Spec?.Suspend == true ? "true" : "false",
            status.ScheduleState is { Length: > 0 } state ? state : "NEW", Ages.Since(status.LastRun, now),
            status.NextRun is { } next && next > now ? Ages.Short(next - now) : Ages.Unknown, status.LastRunName ?? "",
        ];
        return withNamespace ? [schedule.Metadata?.Namespace ?? "", .. row] : row;
    }
}
