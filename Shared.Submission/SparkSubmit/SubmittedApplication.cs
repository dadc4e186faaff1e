namespace Shared.Submission.SparkSubmit;

/// <summary>The language of an application, as Spark tells it from the file. Source: <c>MainAppResource</c>.</summary>
public enum ResourceType
{
    Java,
    Python,
    R,
}

/// <summary>What spark-submit hands to its Kubernetes part. Source: <c>SparkSubmit.prepareSubmitEnvironment</c>.</summary>
/// <param name="Name"><c>spark.app.name</c>.</param>
/// <param name="Type">Java, Python or R.</param>
/// <param name="MainClass">The class that the driver starts.</param>
/// <param name="Resource">The file that the driver is given.</param>
/// <param name="ProxyUser">The user to impersonate.</param>
/// <param name="Arguments">The application's own arguments.</param>
public sealed record SubmittedApplication(
    string Name, ResourceType Type, string MainClass, string Resource, string? ProxyUser, IReadOnlyList<string> Arguments);
