using Shared.Contracts.Names;

namespace Shared.Admission.Policy.Rules;

/// <summary>A setting that sends what is meant for an allowed bucket, and the credentials for it, to another server.</summary>
internal static class StorageRule
{
    private const string Endpoint = "endpoint";

    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var written = subject.Written.SparkConf.Keys.Where(key => key.StartsWith(SparkConfKeys.HadoopPrefix, StringComparison.Ordinal)).Select(key => (Path: $"spec.sparkConf[{key}]", Key: key))
            .Concat(subject.Written.HadoopConf.Keys.Select(key => (Path: $"spec.hadoopConf[{key}]", Key: key)));
        return written.Where(entry => entry.Key.Contains(Endpoint, StringComparison.OrdinalIgnoreCase))
            .Select(entry => (entry.Path, $"'{entry.Key}' chooses the server that storage is reached at, which is not allowed here; remove it"));
    }
}
