using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Preparation;

namespace Shared.Submission.Surroundings;

/// <summary>A Service in front of one port of the driver. Source: <c>controller.md</c> 2.2.</summary>
internal static class DriverPortService
{
    /// <param name="Labels">When not empty, instead of the labels for application and submission.</param>
    public sealed record Shape(
        string Name, string PortName, int Port, int TargetPort, string? Type, IReadOnlyDictionary<string, string>? Labels, IReadOnlyDictionary<string, string>? Annotations);

    public static Companion.OfService Of(SparkApplication application, Shape shape) => new(new Service
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new ObjectMeta
        {
            Name = shape.Name,
            Labels = (shape.Labels is { Count: > 0 } own ? own : SurroundingLabels.Of(application)).Plus((Labels.CreatedBySparkOperator, Labels.True)),
            Annotations = shape.Annotations is { Count: > 0 } annotations ? annotations : null,
        },
        Spec = new ServiceSpec
        {
            Type = shape.Type is { Length: > 0 } type ? type : "ClusterIP",
            Selector = SurroundingLabels.OfDriver(application),
            Ports = [new ServicePort { Name = shape.PortName, Protocol = "TCP", Port = shape.Port, TargetPort = shape.TargetPort }],
        },
    });
}
