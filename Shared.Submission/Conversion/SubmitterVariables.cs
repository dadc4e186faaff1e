using Shared.Contracts.Names;

namespace Shared.Submission.Conversion;

/// <summary>Variables of the submitter that spark-submit copies into the driver, as the settings that do the same for whoever submits.</summary>
internal static class SubmitterVariables
{
    /// <summary>In the order of precedence: a variable for local directories beats the setting, those for Python do not.</summary>
    public static Dictionary<string, string> Apply(Dictionary<string, string> settings, IReadOnlyDictionary<string, string> environment)
    {
        var all = new Dictionary<string, string>(settings, StringComparer.Ordinal);
        if (environment.TryGetValue("SPARK_LOCAL_DIRS", out var directories))
            all[SparkConfKeys.LocalDir] = directories;
        if (environment.TryGetValue("PYSPARK_DRIVER_PYTHON", out var driverPython) && !settings.ContainsKey("spark.pyspark.python"))
            _ = all.TryAdd("spark.pyspark.driver.python", driverPython);
        if (environment.TryGetValue("PYSPARK_PYTHON", out var python))
            _ = all.TryAdd("spark.pyspark.python", python);
        return all;
    }
}
