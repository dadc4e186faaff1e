namespace Shared.Contracts.SparkApplications;

/// <summary>Values of <see cref="SparkApplicationSpec.Type"/>.</summary>
public static class ApplicationTypes
{
    public const string Java = "Java";
    public const string Scala = "Scala";
    public const string Python = "Python";
    public const string R = "R";
}

/// <summary>Values of <see cref="SparkApplicationSpec.Mode"/>.</summary>
public static class DeployModes
{
    public const string Cluster = "cluster";
    public const string Client = "client";
}

/// <summary>Values of <see cref="RestartPolicy.Type"/>.</summary>
public static class RestartPolicyTypes
{
    public const string Never = "Never";
    public const string OnFailure = "OnFailure";
    public const string Always = "Always";
}

/// <summary>Values of <see cref="SecretInfo.SecretType"/>.</summary>
public static class SecretTypes
{
    /// <summary>Holds <c>key.json</c>; sets <c>GOOGLE_APPLICATION_CREDENTIALS</c>.</summary>
    public const string GcpServiceAccount = "GCPServiceAccount";

    /// <summary>Holds <c>hadoop.token</c>; sets <c>HADOOP_TOKEN_FILE_LOCATION</c>.</summary>
    public const string HadoopDelegationToken = "HadoopDelegationToken";

    /// <summary>Only mounted.</summary>
    public const string Generic = "Generic";
}

/// <summary>Values of <see cref="SparkApplicationSpec.BatchScheduler"/> that have an integration of their own.</summary>
public static class BatchSchedulers
{
    public const string Volcano = "volcano";
    public const string YuniKorn = "yunikorn";
    public const string KubeScheduler = "kube-scheduler";
}
