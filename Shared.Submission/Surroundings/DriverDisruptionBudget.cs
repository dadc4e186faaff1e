using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Preparation;

namespace Shared.Submission.Surroundings;

/// <summary>Keeps a drained node from evicting the driver. Source: <c>controller.md</c> 2.6.</summary>
internal static class DriverDisruptionBudget
{
    public static Companion.OfOther Of(SparkApplication application)
    {
        var name = application.Metadata?.Name ?? "";
        var selected = new JsonObject();
        foreach (var (key, value) in SurroundingLabels.OfDriver(application))
            selected[key] = value;

        return new Companion.OfOther(
            new KubernetesObject
            {
                ApiVersion = "policy/v1",
                Kind = "PodDisruptionBudget",
                Metadata = new ObjectMeta
                {
                    Name = DriverPodName.Of(name, application.Spec),
                    Labels = new Dictionary<string, string>().Plus((Labels.AppName, name), (Labels.LaunchedBySparkOperator, Labels.True)),
                },
                Spec = JsonDocument.Parse(new JsonObject { ["minAvailable"] = 1, ["selector"] = new JsonObject { ["matchLabels"] = selected } }.ToJsonString()).RootElement,
            },
            "poddisruptionbudgets");
    }
}
