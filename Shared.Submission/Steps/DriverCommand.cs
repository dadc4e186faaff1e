using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Steps;

/// <summary>What the image's entry point is told to run. Source: <c>DriverCommandFeatureStep</c>.</summary>
internal static class DriverCommand
{
    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        var application = context.Application;
        return draft
            .WithArguments(
            [
                "driver",
                .. application.ProxyUser is { } user ? (string[])["--proxy-user", user] : [],
                "--properties-file", "/opt/spark/conf/spark.properties",
                "--class", application.MainClass,
                application.Resource,
                .. application.Arguments,
            ])
            .WithEnv(application.Type is ResourceType.Python ? Interpreters(context) : [])
            .WithProperty(SparkConfKeys.ResourceType, application.Type switch
            {
                ResourceType.Python => "python",
                ResourceType.R => "r",
                _ => "java",
            });
    }

    private static IEnumerable<EnvVar> Interpreters(StepContext context)
    {
        var python = context.Conf.Text("spark.pyspark.python") ?? context.Environment.GetValueOrDefault("PYSPARK_PYTHON");
        var driverPython = context.Conf.Text("spark.pyspark.driver.python")
            ?? context.Conf.Text("spark.pyspark.python")
            ?? context.Environment.GetValueOrDefault("PYSPARK_DRIVER_PYTHON")
            ?? context.Environment.GetValueOrDefault("PYSPARK_PYTHON");

        if (python is not null)
            yield return new EnvVar { Name = "PYSPARK_PYTHON", Value = python };
        if (driverPython is not null)
            yield return new EnvVar { Name = "PYSPARK_DRIVER_PYTHON", Value = driverPython };
    }
}
