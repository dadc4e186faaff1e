using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Output;
using Kubernetes.Client.Requests;

namespace Cli.Doctor;

/// <summary>Are the webhooks of the operator called, trusted, reachable, and only for what concerns them?</summary>
internal static class WebhooksCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);
    private static readonly KubernetesResource Endpoints = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice");

    public static async Task<IReadOnlyList<CheckReport>> RunAsync(ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hooks = new List<(string Configuration, JsonObject Hook)>();
        foreach (var resource in new[] { KubernetesResources.MutatingWebhookConfigurations, KubernetesResources.ValidatingWebhookConfigurations })
        {
            foreach (var configuration in await cluster.ListAsync(resource, null, new ListOptions(), cancellationToken))
                hooks.AddRange(Hooks(configuration).Where(IsOurs).Select(hook => ($"{resource.Kind} {configuration["metadata"]?["name"]}", hook)));
        }

        if (hooks.Count == 0)
            return [CheckReport.Warning("webhooks", "none is registered", "pods are complete without; but manifests are judged only when they are submitted. The chart's webhook.enable registers them")];

        var reports = new List<CheckReport>();
        foreach (var (configuration, hook) in hooks)
            reports.AddRange(await JudgeAsync($"{configuration}, {hook["name"]}", hook, cluster, now, cancellationToken));
        return [.. reports, .. Rivals(hooks)];
    }

    private static IEnumerable<JsonObject> Hooks(JsonObject configuration) => configuration["webhooks"]?.AsArray().Select(hook => hook!.AsObject()) ?? [];

    private static bool IsOurs(JsonObject hook) => hook["name"]?.GetValue<string>().Contains("sparkoperator.k8s.io", StringComparison.Ordinal) == true;

    private static bool JudgesPods(JsonObject hook) =>
        hook["rules"]?.AsArray().Any(rule => rule?["resources"]?.AsArray().Any(resource => resource?.GetValue<string>() == "pods") == true) == true;

    private static async Task<IReadOnlyList<CheckReport>> JudgeAsync(
        string subject, JsonObject hook, ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        CheckReport?[] reports =
        [
            Authority(subject, hook["clientConfig"]?["caBundle"]?.GetValue<string>(), now),
            Selector(subject, hook),
            await ReachabilityAsync(subject, hook["clientConfig"]?["service"] as JsonObject, cluster, cancellationToken),
        ];
        var problems = reports.OfType<CheckReport>().ToList();
        return problems.Count > 0 ? problems : [CheckReport.Ok(subject, "is trusted and has somewhere to go")];
    }

    private static CheckReport? Authority(string subject, string? bundle, DateTimeOffset now)
    {
        const string Renew = "let cert-manager inject it (annotation cert-manager.io/inject-ca-from), or set webhook.certificate in the chart";
        if (string.IsNullOrEmpty(bundle))
            return CheckReport.Problem(subject, "has no caBundle, so the API server trusts nobody there", Renew);

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(bundle)));
            var end = authorities.Select(authority => new DateTimeOffset(authority.NotAfter.ToUniversalTime())).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
            if (authorities.Count == 0)
                return CheckReport.Problem(subject, "has a caBundle without a certificate", Renew);
            if (end < now)
                return CheckReport.Problem(subject, $"trusts an authority that expired {Ages.Short(now - end)} ago", Renew);
            return end < now + Soon ? CheckReport.Warning(subject, $"trusts an authority that expires in {Ages.Short(end - now)}", Renew) : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or CryptographicException)
        {
            return CheckReport.Problem(subject, $"has a caBundle that cannot be read ({unreadable.Message.TrimEnd('.')})", Renew);
        }
    }

    private static CheckReport? Selector(string subject, JsonObject hook) =>
        JudgesPods(hook) && hook["objectSelector"] is not JsonObject { Count: > 0 } && hook["failurePolicy"]?.GetValue<string>() != "Ignore"
            ? CheckReport.Problem(subject, "is asked about every pod of its namespaces and blocks them when it is away", "give it the objectSelector of the chart")
            : null;

    private static async Task<CheckReport?> ReachabilityAsync(string subject, JsonObject? service, ClusterAccess cluster, CancellationToken cancellationToken)
    {
        if (service is null)
            return null;

        var (@namespace, name) = (service["namespace"]!.GetValue<string>(), service["name"]!.GetValue<string>());
        var home = cluster with { Namespace = @namespace };
        if (await home.FindAsync(KubernetesResources.Services, name, cancellationToken) is null)
            return CheckReport.Problem(subject, $"calls Service {@namespace}/{name}, which does not exist", "install the chart anew, or delete the configuration if the operator is gone: it blocks what it cannot judge");

        var slices = await cluster.ListAsync(Endpoints, @namespace, new ListOptions { LabelSelector = $"kubernetes.io/service-name={name}" }, cancellationToken);
        return slices.Any(HasReadyEndpoint)
            ? null
            : CheckReport.Problem(subject, $"calls Service {@namespace}/{name}, which has no ready pod", "look at the webhook's pods and their logs");
    }

    private static bool HasReadyEndpoint(JsonObject slice) =>
        slice["endpoints"]?.AsArray().Any(endpoint => endpoint?["conditions"]?["ready"]?.GetValue<bool>() != false) == true;

    // Two pod webhooks would mutate every executor twice.
    private static IEnumerable<CheckReport> Rivals(IReadOnlyList<(string Configuration, JsonObject Hook)> hooks)
    {
        var onPods = hooks.Where(hook => JudgesPods(hook.Hook)).Select(hook => hook.Configuration).Distinct().ToList();
        return onPods.Count > 1
            ? [CheckReport.Problem("webhooks", $"{onPods.Count} configurations mutate pods: {string.Join(", ", onPods)}", "keep one: with two operators, executors are mutated twice")]
            : [];
    }
}
