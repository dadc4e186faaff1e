using Shared.Contracts.Names;
using Shared.Submission.Conf;

namespace Shared.Submission.SparkSubmit;

/// <summary>What is run, and as what. Source: <c>SparkSubmitArguments</c>, <c>SparkSubmit.prepareSubmitEnvironment</c>.</summary>
internal static class MainApplication
{
    private static readonly string[] Refused =
    [
        "org.apache.spark.repl.Main",
        "org.apache.spark.sql.hive.thriftserver.SparkSQLCLIDriver",
        "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2",
        "org.apache.spark.sql.connect.service.SparkConnectServer",
    ];

    public static SubmittedApplication? Of(SparkSubmitArguments arguments, Dictionary<string, string> settings, ErrorList errors)
    {
        if (arguments.MainResource is not { Length: > 0 } resource)
        {
            errors.Add("spec.mainApplicationFile", "is missing; name the JAR, Python or R file to run.");
            return null;
        }

        var type = resource.EndsWith(".py", StringComparison.Ordinal) ? ResourceType.Python
            : resource.EndsWith(".r", StringComparison.OrdinalIgnoreCase) ? ResourceType.R
            : ResourceType.Java;
        var given = arguments.Flag("--class");

        if (type is ResourceType.Java && given is null)
        {
            errors.NeedsJvm("spec.mainClass", $"is missing, and reading it from the JAR '{resource}' needs a JVM; name the class.");
            return null;
        }

        if (Refused.Contains(given) || resource is "spark-shell" or "pyspark-shell" or "sparkr-shell")
        {
            errors.Add("spec.mainClass", $"'{given ?? resource}' cannot run in cluster mode; Spark refuses shells and servers there.");
            return null;
        }

        var mainClass = type switch
        {
            ResourceType.Python => "org.apache.spark.deploy.PythonRunner",
            ResourceType.R => "org.apache.spark.deploy.RRunner",
            _ => given!,
        };
        var name = settings.GetValueOrDefault(SparkConfKeys.AppName) ?? given ?? resource[(resource.LastIndexOf('/') + 1)..];

        return new SubmittedApplication(name, type, mainClass, resource, arguments.Flag("--proxy-user"), arguments.Arguments);
    }
}
