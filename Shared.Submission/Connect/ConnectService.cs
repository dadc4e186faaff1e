using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkConnects;

namespace Shared.Submission.Connect;

/// <summary>The Service of a Connect server: the user's, with the server's ports and selector.</summary>
public static class ConnectService
{
    internal static Service Of(SparkConnect connect, ObjectMeta common)
    {
        var given = connect.Spec!.Server?.Service;
        return (given ?? new Service()) with
        {
            ApiVersion = "v1",
            Kind = "Service",
            Status = null,
            Metadata = common with
            {
                Name = NameOf(connect),
                Annotations = given?.Metadata?.Annotations,
                Labels = (given?.Metadata?.Labels).OrEmpty().ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(common.Labels.OrEmpty()),
            },
            Spec = (given?.Spec ?? new ServiceSpec()) with
            {
                Selector = (given?.Spec?.Selector).OrEmpty().ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(ConnectServerPod.LabelsOf(connect)),
                Ports =
                [
                    Port(Ports.ConnectDriverRpcName, Ports.DriverRpc, "tcp"),
                    Port(Ports.BlockManagerName, Ports.BlockManager, "tcp"),
                    Port(Ports.ConnectWebUIName, Ports.WebUI, "http"),
                    Port(Ports.ConnectName, ConnectPort.Of(connect.Spec), "grpc"),
                ],
            },
        };
    }

    /// <summary>The user's, or else the server's.</summary>
    public static string NameOf(SparkConnect connect) =>
        connect.Spec?.Server?.Service?.Metadata?.Name is { Length: > 0 } name ? name : ResourceNames.ConnectServer(connect.Metadata!.Name!);

    private static ServicePort Port(string name, int port, string protocol) =>
        new() { Name = name, Port = port, TargetPort = new IntOrString(port), Protocol = "TCP", AppProtocol = protocol };
}
