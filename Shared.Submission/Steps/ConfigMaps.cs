using System.Text;
using Shared.Contracts.Core;
using Shared.Submission.Conf;

namespace Shared.Submission.Steps;

/// <summary>ConfigMaps as Spark makes them.</summary>
internal static class ConfigMaps
{
    /// <summary>What the API server lets the values of one object hold. Unit: bytes.</summary>
    private const int Limit = 1 << 20;

    /// <param name="metadata">Name, and namespace where Spark writes it.</param>
    /// <param name="data">By key.</param>
    /// <param name="errors">Told when the values are too large: better here than when the half of a submission exists.</param>
    /// <param name="path">Where the values come from.</param>
    public static ConfigMap Immutable(ObjectMeta metadata, IReadOnlyDictionary<string, string> data, ErrorList errors, string path)
    {
        var bytes = data.Values.Sum(value => (long)Encoding.UTF8.GetByteCount(value));
        if (bytes > Limit)
            errors.Add(path, $"makes a ConfigMap of {bytes} bytes, more than the {Limit} that one can hold; move large values into a file of the image.");

        return new ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = metadata, Immutable = true, Data = data };
    }
}
