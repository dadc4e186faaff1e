using System.Collections.Concurrent;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Webhook.Admission;

/// <summary>Applications in our types, for as long as their pods keep coming: a thousand executors ask for one application a thousand times.</summary>
internal sealed class RecentApplications
{
    /// <summary>Unit: applications. More than start their pods at the same moment, and little memory.</summary>
    private const int Most = 64;

    // The text of an application never changes: a new version is a new array.
    private readonly ConcurrentDictionary<byte[], SparkApplication> _decoded = new(ReferenceEqualityComparer.Instance);

    /// <param name="json">As the cache of applications holds it.</param>
    public SparkApplication Of(byte[] json)
    {
        if (_decoded.TryGetValue(json, out var known))
            return known;

        // Whoever is still needed comes back at once.
        if (_decoded.Count >= Most)
            _decoded.Clear();
        return _decoded[json] = ContractsJson.Deserialize<SparkApplication>(json);
    }
}
