using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>Ports of the driver. The container honours <c>spark.blockManager.port</c>, the Service does not: Spark's own quirk.</summary>
internal static class DriverPorts
{
    private const int DefaultRpcPort = 7078;
    private const int DefaultBlockManagerPort = 7079;
    private const int DefaultUiPort = 4040;
    private const int DefaultConnectPort = 15002;

    public static int Rpc(StepContext context) => context.Conf.RawInteger(SparkConfKeys.DriverPort) ?? DefaultRpcPort;

    public static int BlockManagerOfService(StepContext context) =>
        context.Conf.RawInteger(SparkConfKeys.DriverBlockManagerPort) ?? DefaultBlockManagerPort;

    public static IEnumerable<ContainerPort> OfContainer(StepContext context)
    {
        var blockManager = context.Conf.RawInteger(SparkConfKeys.DriverBlockManagerPort)
            ?? context.Conf.RawInteger(SparkConfKeys.BlockManagerPort)
            ?? DefaultBlockManagerPort;

        return Named(context, blockManager).Select(port => new ContainerPort { Name = port.Name, ContainerPortNumber = port.Number, Protocol = "TCP" });
    }

    public static IEnumerable<ServicePort> OfService(StepContext context) =>
        from port in Named(context, BlockManagerOfService(context))
        select new ServicePort
        {
            Name = port.Name,
            Port = port.Number,
            TargetPort = port.Number,
            AppProtocol = port.Name is "spark-connect" && context.Release.Has(SparkFeatures.ConnectAppProtocol) ? "grpc" : null,
        };

    private static List<(string Name, int Number)> Named(StepContext context, int blockManager)
    {
        List<(string Name, int Number)> ports =
        [
            ("driver-rpc-port", Rpc(context)),
            ("blockmanager", blockManager),
            ("spark-ui", context.Conf.Integer(SparkConfKeys.UIPort) ?? DefaultUiPort),
        ];

        if (context.Release.Has(SparkFeatures.ConnectPort))
            ports.Add(("spark-connect", context.Conf.RawInteger("spark.connect.grpc.binding.port") ?? DefaultConnectPort));
        return ports;
    }
}
