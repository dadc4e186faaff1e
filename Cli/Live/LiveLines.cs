using Cli.Cluster;
using Cli.Output;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Live;

/// <summary>Turns sightings into lines; one that tells nothing new gives none.</summary>
/// <param name="colours">Paint states.</param>
/// <param name="uid">Of the application; events about an earlier one of the same name are not its own.</param>
internal sealed class LiveLines(Colours colours, string? uid)
{
    private readonly Dictionary<string, string> _told = [];

    public string? Next(Sighting sighting)
    {
        if (sighting.Resource == SparkResources.Applications)
            return Changed("application", Application(ContractsJson.Deserialize<SparkApplication>(sighting.Object)), "application");

        if (sighting.Resource == KubernetesResources.Pods)
        {
            var pod = ContractsJson.Deserialize<Pod>(sighting.Object);
            var state = sighting.IsGone ? "gone" : PodText.State(pod);
            var node = pod.Spec?.NodeName is { Length: > 0 } name && state == "Running" ? $" on {name}" : "";
            return Changed($"pod {pod.Metadata?.Uid ?? pod.Metadata?.Name}", $"{pod.Metadata?.Name} {colours.Paint(state)}{node}", PodText.Role(pod));
        }

        var @event = ContractsJson.Deserialize<Event>(sighting.Object);
        var warning = @event.Type == "Warning" ? $"{colours.Paint("Warning")} " : "";
        var isOwn = string.IsNullOrEmpty(@event.InvolvedObject?.Uid) || @event.InvolvedObject.Uid == uid;
        return sighting.IsGone || !isOwn
            ? null
            : Changed($"event {@event.Metadata?.Uid ?? @event.Metadata?.Name}", $"{warning}{@event.Reason}: {(@event.Message ?? "").ReplaceLineEndings(" ")}", "event");
    }

    private string Application(SparkApplication application)
    {
        var status = application.Status ?? new SparkApplicationStatus();
        var state = status.ApplicationState?.State is { Length: > 0 } text ? text : "NEW";
        var attempt = status.ExecutionAttempts > 1 ? $" (attempt {status.ExecutionAttempts})" : "";
        var error = status.Diagnosis?.Message ?? status.ErrorMessage;
        return $"{colours.Paint(state)}{attempt}" + (string.IsNullOrEmpty(error) ? "" : $": {error.ReplaceLineEndings(" ")}");
    }

    private string? Changed(string key, string text, string subject)
    {
        if (_told.GetValueOrDefault(key) == text)
            return null;

        _told[key] = text;
        return $"{subject,-12}  {text}";
    }
}
