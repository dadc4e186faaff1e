using System.Text;
using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Secrets;

namespace Controller.Effects;

/// <summary>The last words of a Job, for a message; empty when they cannot be read.</summary>
internal sealed class LogTail(IKubernetesApi api)
{
    private const int Lines = 10;
    private const int LongestText = 1500;

    public async Task<string> OfJobAsync(string @namespace, string job, CancellationToken cancellationToken)
    {
        try
        {
            var list = await api.SendAsync(ApiRequests.List(KubernetesResources.Pods, @namespace, new ListOptions { LabelSelector = $"job-name={job}" }), cancellationToken);
            using var document = JsonDocument.Parse(list.Body);
            if (document.RootElement.GetProperty("items").EnumerateArray().LastOrDefault() is not { ValueKind: JsonValueKind.Object } pod)
                return "";

            var name = pod.GetProperty("metadata").GetProperty("name").GetString()!;
            var log = await api.SendAsync(ApiRequests.Log(@namespace, name, new LogOptions { TailLines = Lines }), cancellationToken);
            return Shown(Encoding.UTF8.GetString(log.Body.Span));
        }
        catch (ApiStatusException error) when (error.Code is 400 or 403 or 404)
        {
            // No right to read logs, or no log any more: the Job's own message has to do.
            return "";
        }
    }

    // What looks like a secret is not repeated.
    private static string Shown(string log)
    {
        var text = SecretText.Hide(log.Trim(), "<hidden>");
        return text.Length > LongestText ? text[^LongestText..] : text;
    }
}
