namespace Shared.Contracts.Names;

/// <summary>Port numbers and port names.</summary>
public static class Ports
{
    public const int WebUI = 4040;
    public const string WebUIName = "spark-driver-ui-port";
    public const int JmxExporter = 8090;
    public const string JmxExporterName = "jmx-exporter";

    public const int DriverRpc = 7078;
    public const string DriverRpcName = "driver-rpc-port";
    public const int BlockManager = 7079;
    public const string BlockManagerName = "blockmanager";
    public const string DriverUIName = "spark-ui";

    public const int Connect = 15002;
    public const string ConnectName = "spark-connect-server";
    public const string ConnectDriverRpcName = "driver-rpc";
    public const string ConnectWebUIName = "web-ui";
}
