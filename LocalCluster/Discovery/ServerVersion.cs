using System.Text.Json.Nodes;

namespace LocalCluster.Discovery;

/// <summary>The version of Kubernetes whose recorded behaviour this server follows.</summary>
internal static class ServerVersion
{
    public const string Git = "v1.35.4+localcluster";

    public static JsonObject Document() => new()
    {
        ["major"] = "1",
        ["minor"] = "35",
        ["emulationMajor"] = "1",
        ["emulationMinor"] = "35",
        ["minCompatibilityMajor"] = "1",
        ["minCompatibilityMinor"] = "34",
        ["gitVersion"] = Git,
        ["gitCommit"] = "",
        ["gitTreeState"] = "",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = ".NET",
        ["platform"] = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier,
    };
}
