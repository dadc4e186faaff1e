using LocalCluster.Api;

namespace LocalCluster.Admission;

/// <summary>All at the same time; the first refusal, in their order, is the one that is told.</summary>
internal sealed class ValidatingWebhooks(Cluster cluster, WebhookCaller caller)
{
    private const string Configurations = "validatingwebhookconfigurations.admissionregistration.k8s.io";

    public async Task AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var calls = WebhookRules.Matching(cluster, Configurations, context).Select(match => CallAsync(match, context, cancellationToken)).ToList();
        foreach (var call in calls)
            await call;
    }

    private async Task CallAsync(WebhookMatch match, AdmissionContext context, CancellationToken cancellationToken)
    {
        WebhookVerdicts.CheckDryRun(context, match.Hook);
        try
        {
            var review = WebhookReviews.Question(context, match.AsKind, cluster.Identities.Uid());
            WebhookVerdicts.Judge(context, match.Hook, await caller.AskAsync(match.Hook, review, cancellationToken));
        }
        catch (WebhookFailure failure)
        {
            WebhookVerdicts.OnFailure(match.Hook, failure);
        }
    }
}
