namespace Shared.Submission.Steps;

/// <summary>How the driver speaks to the API server. Source: <c>DriverKubernetesCredentialsFeatureStep</c>.</summary>
internal static class DriverCredentials
{
    private const string Prefix = "spark.kubernetes.authenticate.driver.";

    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        foreach (var name in (ReadOnlySpan<string>)["oauthToken", "caCertFile", "clientKeyFile", "clientCertFile"])
        {
            if (context.Conf.Has(Prefix + name))
                context.Errors.NeedsJvm(Prefix + name, "would be copied into a Secret, and no Secret is created here; let the driver use a service account.");
        }

        // A token never reaches a ConfigMap.
        foreach (var key in context.Conf.Settings.Keys.Where(key => key.EndsWith("oauthToken", StringComparison.Ordinal)))
            draft = draft.WithProperty(key, "<present_but_redacted>");

        return context.Conf.Text(Prefix + "serviceAccountName") is { } account
            ? draft with { Pod = draft.Pod with { Spec = draft.Pod.Spec! with { ServiceAccount = account, ServiceAccountName = account } } }
            : draft;
    }
}
