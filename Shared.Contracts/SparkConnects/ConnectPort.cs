using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Contracts.SparkConnects;

/// <summary>Where the clients of a Connect server connect.</summary>
public static class ConnectPort
{
    /// <summary>What <c>spark.connect.grpc.binding.port</c> says, or 15002 when it is absent or no port.</summary>
    public static int Of(SparkConnectSpec spec) =>
        int.TryParse(spec.SparkConf.OrEmpty().GetValueOrDefault(SparkConfKeys.ConnectPort), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : Ports.Connect;
}
