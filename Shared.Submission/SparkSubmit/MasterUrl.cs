using Shared.Contracts.Names;
using Shared.Submission.Conf;

namespace Shared.Submission.SparkSubmit;

/// <summary>The address of the API server. Source: <c>Utils.checkAndGetK8sMasterUrl</c>.</summary>
internal static class MasterUrl
{
    private const string Prefix = "k8s://";

    public static void Apply(string? master, Dictionary<string, string> settings, ErrorList errors)
    {
        if (master is null || !master.StartsWith(Prefix, StringComparison.Ordinal))
        {
            errors.Add("--master", $"'{master}' is not an address of Kubernetes; write k8s://https://host:port.");
            return;
        }

        var address = master[Prefix.Length..];
        var scheme = address.IndexOf("://", StringComparison.Ordinal) is var end and >= 0 ? address[..end] : null;
        switch (scheme?.ToLowerInvariant())
        {
            case null:
                settings[SparkConfKeys.Master] = $"{Prefix}https://{address}";
                break;
            case "https" or "http":
                settings[SparkConfKeys.Master] = master;
                break;
            default:
                errors.Add("--master", $"'{master}' has scheme '{scheme}'; only https and http lead to an API server.");
                break;
        }
    }
}
