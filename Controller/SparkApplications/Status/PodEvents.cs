using System.Text.Json.Nodes;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.SparkApplications;
using Shared.Hosting.Logging;

namespace Controller.SparkApplications.Status;

/// <summary>What the events about a driver that waits add to a diagnosis: a volume that cannot be mounted shows nowhere else.</summary>
internal static class PodEvents
{
    private static readonly Dictionary<string, Cause> Causes = new(StringComparer.Ordinal)
    {
        ["FailedMount"] = new(FailureCauses.MissingReference, "A volume of the driver cannot be mounted.", "Create the ConfigMap, Secret or volume that the event names, or correct its name in the application."),
        ["FailedAttachVolume"] = new("VolumeNotAttached", "A volume of the driver cannot be attached to its node.", "See whether another node holds the volume; use a storage class that fits."),
        ["FailedCreatePodSandBox"] = new("SandboxFailed", "The node cannot make the driver's sandbox.", "Look at the node's network plug-in and container runtime."),
        ["FailedScheduling"] = new(FailureCauses.Unschedulable, "No node takes the driver.", "Lower spec.driver.cores and spec.driver.memory, or correct node selectors, affinity and tolerations, or add nodes."),
    };

    /// <summary>All rows, as they are documented.</summary>
    public static IEnumerable<Cause> All => Causes.Values;

    /// <summary>True for what was read from events.</summary>
    public static bool Explains(Diagnosis? diagnosis) => Causes.Values.Any(cause => cause.Category == diagnosis?.Category && cause.Message == diagnosis.Message);

    /// <summary>The last warning that is known; null when there is none.</summary>
    /// <param name="list">A list of core/v1 events.</param>
    public static Diagnosis? Read(string list)
    {
        var known =
            from item in JsonNode.Parse(list)?["items"] as JsonArray ?? []
            let cause = Causes.GetValueOrDefault((string?)item?["reason"] ?? "")
            where cause is not null && (string?)item!["type"] == "Warning"
            orderby (string?)(item["lastTimestamp"] ?? item["eventTime"] ?? item["metadata"]?["creationTimestamp"]) descending
            select Diagnoses.New(cause, Redaction.Clean($"{(string?)item["reason"]}: {(string?)item["message"]}"));
        return known.FirstOrDefault();
    }
}
