namespace Cli.Cluster;

/// <summary>Manifests that are part of the program.</summary>
internal static class EmbeddedManifests
{
    /// <summary><c>examples/spark-rbac.yaml</c>: the service account of a driver, and its rights.</summary>
    public static string DriverAccount()
    {
        using var reader = new StreamReader(typeof(EmbeddedManifests).Assembly.GetManifestResourceStream("examples/spark-rbac.yaml")!);
        return reader.ReadToEnd();
    }
}
