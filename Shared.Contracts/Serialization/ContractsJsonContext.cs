using System.Text.Json.Serialization;
using Shared.Contracts.Core;

namespace Shared.Contracts.Serialization;

// One line for each type that is read or written on its own; what they contain follows by itself.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(KubernetesTimeConverter)])]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(PodTemplateSpec))]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(ConfigMap))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(KubernetesObject))]
[JsonSerializable(typeof(ObjectMeta))]
internal sealed partial class ContractsJsonContext : JsonSerializerContext;
