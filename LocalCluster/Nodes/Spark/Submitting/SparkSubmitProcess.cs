using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;

namespace LocalCluster.Nodes.Spark.Submitting;

/// <summary>
/// A pod that runs <c>spark-submit</c>, such as that of a submitter Job: what its arguments describe is really submitted, in the name of its service account, and in
/// Spark's order: the driver's pod first, then what it owns; if that fails the pod is deleted again.
/// </summary>
internal sealed partial class SparkSubmitProcess(IClusterApi api, TimeProvider clock) : IContainerProcess
{
    private const string Program = "spark-submit";

    // For images whose tag names no version.
    private const string AssumedVersion = "4.0.1";

    public static bool IsIn(JsonObject container) => CommandWords.Of(container, "").Any(word => word == Program || word.EndsWith($"/{Program}", StringComparison.Ordinal));

    /// <summary>Whether a pod's first container does.</summary>
    public static bool IsInPod(JsonObject pod) => pod.ListAt("spec", "containers").Objects().FirstOrDefault() is { } container && IsIn(container);

    public async Task<int> RunAsync(ContainerRun run, CancellationToken stop, CancellationToken kill)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, kill);
        try
        {
            await Task.Delay(run.RunFor, clock, either.Token);
            if (run.ExitCode == 0)
                return await SubmitAsync(run, either.Token);
            run.PrintEnd();
            return run.ExitCode;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !kill.IsCancellationRequested)
        {
            return ScriptedProcess.Terminated;
        }
    }

    private async Task<int> SubmitAsync(ContainerRun run, CancellationToken cancellationToken)
    {
        var words = CommandWords.Of(run.Container, run.PodIp);
        var command = SubmitCommand.Parse([.. words.Skip(words.FindIndex(word => word.EndsWith(Program, StringComparison.Ordinal)) + 1)]);
        if ((command.Problem ?? Missing(command)) is { } problem)
            return Fail(run, $"Error: {problem}");

        var fromFile = command.PropertiesFile is { } file ? await MountedFiles.ReadAsync(api, run.Pod, run.Container, file, cancellationToken) : "";
        if (fromFile is null)
            return Fail(run, $"Error: properties file {command.PropertiesFile} is in no ConfigMap that is mounted into this container.");
        var conf = new SparkConf(SparkConf.Parse(fromFile).Entries.SetItems(command.Conf.Entries));
        var (driverTemplate, executorTemplate) = (await TemplateAsync(run, conf, "driver", cancellationToken), await TemplateAsync(run, conf, "executor", cancellationToken));
        if ((driverTemplate ?? executorTemplate)?.Problem is { } unread)
            return Fail(run, unread);

        var submission = new Submission(command, conf, Version(run), run.Pod.TextAt("metadata", "uid") ?? "", driverTemplate?.Object, executorTemplate?.Text);
        return await CreateAsync(run, submission, cancellationToken);
    }

    private static string? Missing(SubmitCommand command) =>
        command.Resource is null ? "Missing application resource."
        : command.Conf["spark.submit.deployMode"] is not "cluster" ? "only --deploy-mode cluster is played: a client would be a driver without a service."
        : null;

    private async Task<int> CreateAsync(ContainerRun run, Submission submission, CancellationToken cancellationToken)
    {
        var user = UserInfo.ServiceAccount(run.Pod.TextAt("metadata", "namespace") ?? "default", run.Pod.TextAt("spec", "serviceAccountName") ?? "default");
        var root = $"/api/v1/namespaces/{submission.Namespace}";
        var draft = DriverDrafts.Build(submission);
        var made = await api.PostAsync($"{root}/pods", draft.Pod, cancellationToken, user);
        if (!made.Succeeded())
            return Fail(run, Refused("POST", $"{root}/pods", made));

        foreach (var (plural, companion) in draft.Companions)
        {
            companion.Ensure("metadata")["ownerReferences"] = new JsonArray(SparkApplicationFacts.OwnedBy(made.Body));
            var answer = await api.PostAsync($"{root}/{plural}", companion, cancellationToken, user);
            if (answer.Succeeded() || answer.Body.TextAt("reason") is "AlreadyExists")
                continue;
            _ = await api.DeleteAsync($"{root}/pods/{submission.DriverName}", made.Body.TextAt("metadata", "uid"), cancellationToken, user: user);
            return Fail(run, Refused("POST", $"{root}/{plural}", answer));
        }

        run.Print($"INFO LoggingPodStatusWatcherImpl: Deployed Spark application {submission.Conf["spark.app.name"] ?? "spark"} with submission ID {submission.Namespace}:{submission.DriverName} into Kubernetes");
        if (submission.Conf.Flag("spark.kubernetes.submission.waitAppCompletion", otherwise: true))
            await WaitAsync(root, submission.DriverName, user, cancellationToken);
        run.Print($"INFO ShutdownHookManager: {Program} ends with exit code 0.");
        return 0;
    }

    private async Task WaitAsync(string root, string driver, UserInfo user, CancellationToken cancellationToken)
    {
        await foreach (var change in api.FollowAsync($"{root}/pods?fieldSelector=metadata.name%3D{driver}", clock, cancellationToken, user))
        {
            if (change.Type is "DELETED" || PodPhases.IsTerminal(change.Object.TextAt("status", "phase")))
                return;
        }
    }

    private async Task<Template?> TemplateAsync(ContainerRun run, SparkConf conf, string role, CancellationToken cancellationToken)
    {
        if (conf[$"spark.kubernetes.{role}.podTemplateFile"] is not { } path)
            return null;
        var text = await MountedFiles.ReadAsync(api, run.Pod, run.Container, path, cancellationToken);
        try
        {
            return text is not null && YamlReading.Parse(text) is JsonObject template ? new Template(template, text, null) : Unread();
        }
        catch (JsonException)
        {
            return Unread();
        }

        Template Unread() => new(null, null, $"Exception in thread \"main\" org.apache.spark.SparkException: Could not load pod from template file {path}.");
    }

    private static string Version(ContainerRun run) =>
        run.Pod.TextAt("metadata", "labels", "spark-version")
        ?? (VersionInTag().Match(run.Container.TextAt("image") ?? "") is { Success: true } match ? match.Groups[1].Value : AssumedVersion);

    private static string Refused(string verb, string path, ApiAnswer answer) =>
        $"Exception in thread \"main\" io.fabric8.kubernetes.client.KubernetesClientException: Failure executing: {verb} at: {path}. Message: {answer.Message()}. Received status: code={answer.Status}.";

    private static int Fail(ContainerRun run, string line)
    {
        run.Log.Write(line);
        run.Print($"{Program} ends with exit code 1.");
        return 1;
    }

    [GeneratedRegex(@":v?(\d+\.\d+(?:\.\d+)?)")]
    private static partial Regex VersionInTag();

    private sealed record Template(JsonObject? Object, string? Text, string? Problem);
}
