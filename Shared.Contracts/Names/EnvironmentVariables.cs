namespace Shared.Contracts.Names;

/// <summary>Environment variables that the operator sets in pods.</summary>
public static class EnvironmentVariables
{
    public const string SparkConfDir = "SPARK_CONF_DIR";
    public const string HadoopConfDir = "HADOOP_CONF_DIR";
    public const string GoogleApplicationCredentials = "GOOGLE_APPLICATION_CREDENTIALS";
    public const string HadoopTokenFileLocation = "HADOOP_TOKEN_FILE_LOCATION";

    /// <summary>Keeps the start script of a Connect server in the foreground.</summary>
    public const string SparkNoDaemonize = "SPARK_NO_DAEMONIZE";

    /// <summary>A Connect server's own address, from the downward API.</summary>
    public const string PodIp = "POD_IP";
}
