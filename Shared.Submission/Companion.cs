using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Shared.Submission;

/// <summary>An object that a driver needs beside its pod.</summary>
/// <param name="ApiVersion">Such as <c>v1</c>.</param>
/// <param name="Kind">Such as <c>ConfigMap</c>.</param>
/// <param name="Plural">The name in the API's paths, such as <c>configmaps</c>.</param>
public abstract record Companion(string ApiVersion, string Kind, string Plural)
{
    public abstract ObjectMeta Metadata { get; }

    public string Name => Metadata.Name!;

    public abstract Companion With(ObjectMeta metadata);

    /// <summary>The body of the request that creates it.</summary>
    public abstract byte[] ToJson();

    public sealed record OfConfigMap(ConfigMap Object) : Companion("v1", "ConfigMap", "configmaps")
    {
        public override ObjectMeta Metadata => Object.Metadata!;

        public override Companion With(ObjectMeta metadata) => new OfConfigMap(Object with { Metadata = metadata });

        public override byte[] ToJson() => ContractsJson.Serialize(Object);
    }

    public sealed record OfService(Service Object) : Companion("v1", "Service", "services")
    {
        public override ObjectMeta Metadata => Object.Metadata!;

        public override Companion With(ObjectMeta metadata) => new OfService(Object with { Metadata = metadata });

        public override byte[] ToJson() => ContractsJson.Serialize(Object);
    }

    /// <summary>Kinds of which no rule reads the inside: NetworkPolicy, PersistentVolumeClaim, Secret, PodGroup.</summary>
    public sealed record OfOther(KubernetesObject Object, string PluralName) : Companion(Object.ApiVersion!, Object.Kind!, PluralName)
    {
        public override ObjectMeta Metadata => Object.Metadata!;

        public override Companion With(ObjectMeta metadata) => new OfOther(Object with { Metadata = metadata }, PluralName);

        public override byte[] ToJson() => ContractsJson.Serialize(Object);
    }
}
