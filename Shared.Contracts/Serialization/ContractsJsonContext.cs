using System.Text.Json.Serialization;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.JsonPatch;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

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
[JsonSerializable(typeof(SparkApplication))]
[JsonSerializable(typeof(SparkApplicationSpec))]
[JsonSerializable(typeof(SparkApplicationStatus))]
[JsonSerializable(typeof(ScheduledSparkApplication))]
[JsonSerializable(typeof(ScheduledSparkApplicationSpec))]
[JsonSerializable(typeof(ScheduledSparkApplicationStatus))]
[JsonSerializable(typeof(SparkConnect))]
[JsonSerializable(typeof(SparkConnectSpec))]
[JsonSerializable(typeof(SparkConnectStatus))]
[JsonSerializable(typeof(AdmissionReview))]
[JsonSerializable(typeof(IReadOnlyList<JsonPatchOperation>))]
internal sealed partial class ContractsJsonContext : JsonSerializerContext;
