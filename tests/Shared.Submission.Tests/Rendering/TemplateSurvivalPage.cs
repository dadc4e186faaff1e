using Shared.Submission.Rendering;
using Testing;

namespace Shared.Submission.Tests.Rendering;

/// <summary>docs/reference/template-survival.md, made from the table in code.</summary>
internal static class TemplateSurvivalPage
{
    public const string Command = "UPDATE_GOLDEN=1 dotnet test tests/Shared.Submission.Tests -c Release";

    public static string File => Repository.PathTo("docs", "reference", "template-survival.md");

    public static string Render() => $"""
            <!-- Made from Shared.Submission/Rendering/TemplateLosses.cs; {Command} rewrites it. -->
            # What does not survive in a pod template

            A driver makes its executors from a template that is complete already, so that they need no pod webhook. Spark's own steps overwrite a few values of
            it; each has a route:

            - **setting**: the operator gives a setting of Spark's that says the same;
            - **pod webhook**: only the pod webhook can put it back. Executors of such an application do not carry the label `sparkoperator.k8s.io/rendered`, so that
              the webhook sees them; without the webhook the condition `PodsComplete` of the application is false and names what is lacking;
            - **own field**: the application has a field for it that never goes through the template; only who writes it into `spec.executor.template` loses it, as with spark-submit;
            - **none**: Spark's word stands.

            Everything else in a template reaches the executors as written: ports, probes, volumes, tolerations, extended resources, further containers and
            fields of a newer Kubernetes among it. The table was measured with real Spark of every recorded release and is compared with those recordings in a test.

            ## Executors

            {Table(TemplateLosses.OfExecutors)}
            ## Drivers that a submitter Job makes

            The operator makes the driver's pod itself, and then nothing of it gets lost. Where real spark-submit has to make it
            ([submitting.md](../submitting.md)), it goes through a template too.

            {Table(TemplateLosses.OfDrivers)}
            """;

    private static string Table(IEnumerable<TemplateLoss> losses) =>
        "| part | field | when | releases | route | how |\n|---|---|---|---|---|---|\n" + string.Concat(losses.Select(loss =>
            $"| {loss.Place} | `{loss.Member}` | {loss.When ?? "always"} | {(loss.Since is null ? "all" : $"from {loss.Since.Since[0].ToString(2)}")} | {RouteOf(loss)} | {loss.Instead} |\n"));

    private static string RouteOf(TemplateLoss loss) => loss.Route switch
    {
        LossRoute.Setting => "setting",
        LossRoute.PodWebhook => "pod webhook",
        LossRoute.OwnField => "own field",
        _ => "none",
    };
}
