using Shared.Contracts.Core;

namespace Shared.Admission.Policy.Rules;

/// <summary>The author's own settings, wherever they were written. What the operator adds by itself is not the author's.</summary>
internal static class SparkConfRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var forbidden = (policy.SparkConf?.Forbidden).OrEmpty();
        var written = subject.Written.SparkConf.Keys.Select(key => (Path: $"spec.sparkConf[{key}]", Key: key))
            .Concat(subject.Written.HadoopConf.Keys.Select(key => (Path: $"spec.hadoopConf[{key}]", Key: Shared.Contracts.Names.SparkConfKeys.HadoopPrefix + key)));
        foreach (var (path, key) in written)
        {
            if (forbidden.FirstOrDefault(pattern => Glob.Matches(pattern, key)) is { } pattern)
                yield return (path, $"'{key}' must not be set here, because of '{pattern}'; remove it");
        }
    }
}
