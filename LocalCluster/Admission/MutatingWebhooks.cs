using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Patching;

namespace LocalCluster.Admission;

/// <summary>One after another; one that asks for it is asked again when a later one changed the object.</summary>
internal sealed class MutatingWebhooks(Cluster cluster, WebhookCaller caller)
{
    private const string Configurations = "mutatingwebhookconfigurations.admissionregistration.k8s.io";

    public async Task AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var again = new List<WebhookMatch>();
        var changedSince = new HashSet<WebhookMatch>();
        foreach (var match in WebhookRules.Matching(cluster, Configurations, context).ToList())
        {
            if (await CallAsync(match, context, cancellationToken))
                changedSince.UnionWith(again);
            if (match.Hook.TextAt("reinvocationPolicy") is "IfNeeded")
                again.Add(match);
        }

        foreach (var match in again.Where(changedSince.Contains))
            _ = await CallAsync(match, context, cancellationToken);
    }

    private async Task<bool> CallAsync(WebhookMatch match, AdmissionContext context, CancellationToken cancellationToken)
    {
        WebhookVerdicts.CheckDryRun(context, match.Hook);
        try
        {
            var review = WebhookReviews.Question(context, match.AsKind, cluster.Identities.Uid());
            var response = await caller.AskAsync(match.Hook, review, cancellationToken);
            WebhookVerdicts.Judge(context, match.Hook, response);
            return context.Object is not null && response.TextAt("patch") is { Length: > 0 } patch && Apply(match, context, patch);
        }
        catch (WebhookFailure failure)
        {
            WebhookVerdicts.OnFailure(match.Hook, failure);
            return false;
        }
    }

    private static bool Apply(WebhookMatch match, AdmissionContext context, string base64)
    {
        var name = match.Hook.TextAt("name");
        JsonArray? operations;
        try
        {
            operations = JsonReading.Parse(Convert.FromBase64String(base64)) as JsonArray;
        }
        catch (FormatException)
        {
            throw new WebhookFailure($"failed calling webhook \"{name}\": failed to call webhook: illegal base64 data at input byte 0");
        }
        catch (JsonException e)
        {
            throw Refusals.Internal($"failed calling webhook \"{name}\": received undecodable patch in webhook response: {e.Message}");
        }

        if (operations is null)
            throw Refusals.Internal($"failed calling webhook \"{name}\": received undecodable patch in webhook response: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        if (operations.Count == 0)
            return false;

        var before = context.Object!;
        try
        {
            if (JsonPatch.Apply(before.Clone(), operations) is not JsonObject patched)
                throw Refusals.Internal($"the patch of webhook \"{name}\" leaves no object");
            patched = FieldChecks.Typed(context.Kind, patched, out _, Refusals.Internal);
            context.Normalize(patched);
            context.Object = patched;
            return !JsonNode.DeepEquals(before, patched);
        }
        catch (JsonPatchException e)
        {
            throw Refusals.Internal(e.Message);
        }
    }
}
